using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Trainyard.Pipelines.Parsers;

/// <summary>A mapping whose keys depend on the word that one of them has: <c>train</c> on <c>trainer</c>.</summary>
/// <param name="discriminator">The key that decides.</param>
/// <param name="description">What it means.</param>
/// <param name="cases">The mapping for each word.</param>
internal sealed class UnionParser<T>(
    string discriminator, string description, IReadOnlyList<(string Word, MapParser<T> Parser)> cases)
    : Parser<T>
{
    /// <summary>Words that a later version will know.</summary>
    public IReadOnlyList<string> Later { get; init; } = [];

    /// <summary>The mapping for each word.</summary>
    public IReadOnlyList<(string Word, MapParser<T> Parser)> Cases => cases;

    /// <inheritdoc/>
    public override string Expected =>
        $"{Words.OneOf(cases.Select(c => c.Word))}, or keys with values among them '{discriminator}'";

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (place.Node is ScalarNode { IsNothing: false } scalar)
        {
            // The word alone stands for a mapping with nothing else in it.
            var nothing = new MapNode(scalar.Line, scalar.Column, []) { Override = scalar.Override };
            return Case(place, context) is { } alone
                && alone.TryRead(place with { Node = nothing }, context, out value);
        }

        if (place.Node is not MapNode map) return Refuse(place, context, out value);
        if (map.Find(discriminator) is { } entry)
        {
            // An override of what the file says in a word takes the place of the word.
            if (map.Shorthand is { } replaced)
                place = place with { Node = map with { Entries = [.. map.Entries.Where(e => e != replaced)] } };
            return Case(place.Under(discriminator, entry.Value), context) is { } chosen
                && chosen.TryRead(place, context, entry, out value);
        }

        if (map.Shorthand is { } shorthand)
        {
            return Case(place with { Node = shorthand.Value }, context) is { } chosen
                && chosen.TryRead(place, context, shorthand, out value);
        }

        context.Complain(place, $"'{discriminator}' is missing: {Words.OneOf(cases.Select(c => c.Word))}.");
        return false;
    }

    /// <inheritdoc/>
    public override JsonObject Schema()
    {
        // A first branch that knows the words alone lets an editor offer them before one is chosen.
        var words = new JsonObject
        {
            ["description"] = description,
            ["enum"] = Words.Array(cases.Select(c => c.Word).Concat(Later)),
        };
        var alone = Words.Array(cases.Where(c => c.Parser.IsOptional).Select(c => c.Word));
        var branches = cases.Select(c => (JsonNode)c.Parser.Schema(discriminator, c.Word));
        if (Later.Count > 0)
        {
            branches = branches.Append(new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    [discriminator] = new JsonObject
                    {
                        ["description"] = "Not supported yet.",
                        ["enum"] = Words.Array(Later),
                    },
                },
                ["required"] = Words.Array([discriminator]),
            });
        }

        return new JsonObject
        {
            ["if"] = new JsonObject { ["type"] = "object" },
            ["then"] = new JsonObject
            {
                ["properties"] = new JsonObject { [discriminator] = words },
                ["required"] = Words.Array([discriminator]),
                ["oneOf"] = new JsonArray([.. branches]),
            },
            ["else"] = new JsonObject { ["enum"] = alone },
        };
    }

    private MapParser<T>? Case(Place place, ParseContext context)
    {
        var words = cases.Select(c => c.Word).ToArray();
        if (place.Node is not ScalarNode { IsNothing: false } scalar)
        {
            context.Complain(place, $"This must be {Words.OneOf(words)}, not {place.Node.Shown}.");
            return null;
        }

        var found = cases.FirstOrDefault(c => c.Word == scalar.Text).Parser;
        if (found is not null) return found;
        if (Later.Contains(scalar.Text))
            context.Complain(place, $"'{scalar.Text}' is not supported yet. Today there are {Words.OneOf(words)}.");
        else
        {
            var hint = context.Suggestions.Nearest(scalar.Text, words) is { } meant ? $" Did you mean '{meant}'?" : "";
            context.Complain(place, $"This must be {Words.OneOf(words)}, not {scalar.Shown}.{hint}");
        }

        return null;
    }
}
