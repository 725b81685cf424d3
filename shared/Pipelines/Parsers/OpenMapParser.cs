using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Trainyard.Pipelines;

/// <summary>A mapping from names that the file chooses to values of one kind.</summary>
/// <param name="value">What stands under each name.</param>
/// <param name="expected">What would be right.</param>
internal sealed class OpenMapParser<T>(Parser<T> value, string expected)
    : Parser<IReadOnlyList<KeyValuePair<string, T>>>
{
    /// <summary>What names look like; null for any.</summary>
    public TextParser? Names { get; init; }

    /// <summary>Told of each name, also of those whose value is wrong.</summary>
    public Action<string, ParseContext>? OnName { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Key> Keys => value.Keys;

    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override bool TryRead(
        Place place,
        ParseContext context,
        [MaybeNullWhen(false)] out IReadOnlyList<KeyValuePair<string, T>> value)
    {
        if (place.Node is not MapNode { Entries.Count: > 0 } map) return Refuse(place, context, out value);
        var read = new List<KeyValuePair<string, T>>();
        foreach (var entry in map.Entries)
        {
            if (TryReadEntry(entry, place, context, out var one)) read.Add(new(entry.Key.Text, one));
        }

        value = read;
        return read.Count == map.Entries.Count;
    }

    /// <inheritdoc/>
    public override JsonObject Schema()
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["minProperties"] = 1,
            ["additionalProperties"] = value.Schema(),
        };
        if (Names is not null) schema["propertyNames"] = Names.Schema();
        return schema;
    }

    private bool TryReadEntry(MapEntry entry, Place place, ParseContext context, [MaybeNullWhen(false)] out T one)
    {
        var name = entry.Key.Text;
        var at = place.Under(name, entry.Value);
        if (name.Length == 0)
        {
            one = default;
            context.Complain(place with { Node = entry.Key }, "A name is missing here.");
            return false;
        }

        OnName?.Invoke(name, context);

        // A name may look like a number: it is a key, and keys are words.
        var named = Names is null || Names.TryRead(
            at with { Node = entry.Key with { IsPlain = false } }, context, out _);
        return value.TryRead(at, context, out one) && named;
    }
}
