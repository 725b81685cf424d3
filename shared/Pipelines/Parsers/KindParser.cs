using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Trainyard.Pipelines.Parsers;

/// <summary>One key that says what this is, and under it the rest: <c>range: { column: delay, min: 0 }</c>.</summary>
/// <param name="what">What it is called: "rule", "step".</param>
/// <param name="kinds">What stands under each key.</param>
internal sealed class KindParser<T>(string what, IReadOnlyList<Key<T>> kinds) : Parser<T>
{
    /// <summary>Kinds that may stand alone, without anything under them.</summary>
    public IReadOnlyList<string> Alone { get; init; } = [];

    /// <inheritdoc/>
    public override string Expected => $"a {what}: {Words.OneOf(kinds.Select(k => k.Name))}";

    /// <inheritdoc/>
    public override IReadOnlyList<Key> Keys => kinds;

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        var names = kinds.Select(k => k.Name).ToArray();
        if (place.Node is ScalarNode { IsNothing: false } scalar)
        {
            if (Alone.Contains(scalar.Text))
            {
                var nothing = new MapNode(scalar.Line, scalar.Column, []) { Override = scalar.Override };
                return Read(Kind(scalar.Text)!, place.Under(scalar.Text, nothing), context, out value);
            }

            if (Kind(scalar.Text) is null) return Refuse(place, context, out value, Meant(scalar.Text, names, context));
            context.Complain(place, $"'{scalar.Text}' needs more: {Kind(scalar.Text)!.Parser.Expected}.");
            return false;
        }

        if (place.Node is not MapNode { Entries.Count: > 0 } map) return Refuse(place, context, out value);
        var known = map.Entries.Where(e => Kind(e.Key.Text) is not null).ToArray();
        if (known.Length == 0)
        {
            var first = map.Entries[0].Key;
            context.Complain(
                place.Under(first.Text, first),
                $"There is no {what} '{ScalarNode.Quote(first.Text)}'. "
                    + context.Suggestions.Suggest(first.Text, names));
            return false;
        }

        var complete = Read(
            Kind(known[0].Key.Text)!, place.Under(known[0].Key.Text, known[0].Value), context, out value);
        foreach (var more in map.Entries.Where(e => e != known[0]))
        {
            var name = ScalarNode.Quote(more.Key.Text);
            context.Complain(
                place.Under(more.Key.Text, more.Key),
                Kind(more.Key.Text) is null
                    ? $"'{name}' stands beside '{known[0].Key.Text}', not under it: indent it, or put it in its braces."
                    : $"'{name}' is a {what} of its own: begin a new item with '-'.");
            complete = false;
        }

        return complete;
    }

    /// <inheritdoc/>
    public override JsonObject Schema()
    {
        var properties = new MapParser<int>(
            [.. kinds.Select(k => Key.Optional(k.Name, k.Description, (Parser<T>)k.Parser))], _ => 0)
            .Schema(null, null);
        properties["minProperties"] = 1;
        properties["maxProperties"] = 1;
        return Alone.Count == 0
            ? properties
            : new JsonObject
            {
                ["anyOf"] = new JsonArray(properties, new JsonObject { ["enum"] = Words.Array(Alone) }),
            };
    }

    private Key<T>? Kind(string name) => kinds.FirstOrDefault(k => k.Name == name);

    private static bool Read(Key<T> kind, Place at, ParseContext context, [MaybeNullWhen(false)] out T value) =>
        ((Parser<T>)kind.Parser).TryRead(at, context, out value);

    private static string? Meant(string word, string[] names, ParseContext context) =>
        context.Suggestions.Nearest(word, names) is { } meant ? $"Did you mean '{meant}'?" : null;
}
