using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Trainyard.Pipelines.Parsers;

/// <summary>A mapping with known keys.</summary>
/// <param name="keys">The keys, in the order that documents show them.</param>
/// <param name="build">What the values make together.</param>
internal sealed class MapParser<T>(IReadOnlyList<Key> keys, Func<Fields, T> build) : Parser<T>
{
    /// <summary>Unknown keys that are compared with those that are missing.</summary>
    private const int MostMeant = 50;

    /// <summary>The key whose value may stand alone in place of the mapping: <c>deploy: staging</c>.</summary>
    public Key? Shorthand { get; init; }

    /// <summary>
    /// Whether the build can make something of a part of the keys, so that rules see as much as can be read.
    /// </summary>
    public bool BuildsFromParts { get; init; }

    /// <summary>What one looks like, for messages.</summary>
    public string? Example { get; init; }

    /// <summary>Keys of which one must be there, and no more.</summary>
    public IReadOnlyList<Key> ExactlyOneOf { get; init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<Key> Keys => keys;

    /// <summary>Whether nothing must be said.</summary>
    public bool IsOptional => ExactlyOneOf.Count == 0 && !keys.Any(k => k.IsRequired);

    /// <inheritdoc/>
    public override string Expected
    {
        get
        {
            var names = keys.Where(k => !k.IsLater).Select(k => k.Name).ToArray();
            var map = Example is null
                ? $"keys with values ({string.Join(", ", names.Take(6))}{(names.Length > 6 ? ", ..." : "")})"
                : $"keys with values, such as {Example}";
            return Shorthand is null ? map : $"{Shorthand.Parser.Expected}, or {map}";
        }
    }

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, [MaybeNullWhen(false)] out T value) =>
        TryRead(place, context, null, out value);

    /// <summary>Reads a mapping in which one entry was read already.</summary>
    public bool TryRead(Place place, ParseContext context, MapEntry? discriminator, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        var fields = new Fields(place, context);
        var complete = true;
        if (place.Node is MapNode map)
        {
            // In the order of the grammar, so that what comes later there may look at what came earlier.
            foreach (var entry in map.Entries.Where(e => e != discriminator).OrderBy(e => Order(e.Key.Text)))
                complete &= TryReadEntry(entry, place, context, fields);
        }
        else if (Shorthand is not null && place.Node is not ScalarNode { IsNothing: true })
            complete = Shorthand.TryRead(place, context, fields);
        else
            return Refuse(place, context, out value);

        var meant = Unknown(place.Node).Take(MostMeant)
            .Select(name => context.Suggestions.Nearest(name, keys.Select(k => k.Name))).ToArray();
        foreach (var key in keys.Where(k => k.IsRequired && !IsThere(place.Node, k) && !meant.Contains(k.Name)))
        {
            context.Complain(place, $"'{key.Name}' is missing: {key.Parser.Expected}.");
            complete = false;
        }

        complete &= HasExactlyOne(place, context) && HasEachOnce(place, context);
        if (!complete && !BuildsFromParts) return false;
        value = build(fields);
        return complete && !fields.HasComplaints;
    }

    /// <inheritdoc/>
    public override JsonObject Schema()
    {
        var schema = Schema(null, null);
        return Shorthand is null
            ? schema
            : new JsonObject { ["anyOf"] = new JsonArray(Shorthand.Parser.Schema(), schema) };
    }

    /// <summary>The schema of the mapping itself, with one more key of one value.</summary>
    public JsonObject Schema(string? discriminator, string? constant)
    {
        var properties = new JsonObject();
        if (discriminator is not null) properties[discriminator] = new JsonObject { ["const"] = constant };
        foreach (var key in keys)
        {
            properties[key.Name] = Describe(key);
            if (key.Formerly is not { } old) continue;
            var former = Describe(key);
            former["description"] = $"The former name of {key.Name}.";
            former["deprecated"] = true;
            properties[old] = former;
        }

        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        var required = keys.Where(k => k.IsRequired).Select(k => k.Name);
        var all = discriminator is null ? required.ToArray() : [discriminator, .. required];
        if (all.Length > 0) schema["required"] = Words.Array(all);
        if (ExactlyOneOf.Count > 0)
            schema["oneOf"] = new JsonArray(
                [.. ExactlyOneOf.Select(k => new JsonObject { ["required"] = Words.Array([k.Name]) })]);
        return schema;
    }

    private static JsonObject Describe(Key key)
    {
        var described = new JsonObject { ["description"] = key.Description };
        if (key.Default is { } standard) described["default"] = standard;
        if (key.Parser.Definition is { } shared) described[SharedDefinitions.Mark] = shared;
        foreach (var (name, part) in key.Parser.Schema())
        {
            if (name == "description") described[name] = $"{part} {key.Description}";
            else described[name] = part?.DeepClone();
        }

        return described;
    }

    private bool TryReadEntry(MapEntry entry, Place place, ParseContext context, Fields fields)
    {
        var name = entry.Key.Text;
        if (entry.IsShorthand)
        {
            if (Shorthand is not null) return Shorthand.TryRead(place with { Node = entry.Value }, context, fields);
            context.Complain(place, $"A value stands here, which has no keys to override.");
            return false;
        }

        var at = place.Under(name, entry.Value);
        if (keys.FirstOrDefault(k => k.IsCalled(name)) is { } key) return key.TryRead(at, context, fields);
        var suggestion = context.IsFull ? "" : context.Suggestions.Suggest(name, keys.Select(k => k.Name));
        context.Complain(
            at with { Node = entry.Key }, $"There is no key '{ScalarNode.Quote(name)}' here. {suggestion}");
        return false;
    }

    private int Order(string name)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i].IsCalled(name)) return i;
        }

        return -1;
    }

    private bool HasEachOnce(Place place, ParseContext context)
    {
        if (place.Node is not MapNode map) return true;
        var isRight = true;
        foreach (var key in keys)
        {
            if (key.Formerly is not { } old || map.Find(key.Name) is null || map.Find(old) is not { } again) continue;
            context.Complain(
                place.Under(old, again.Key),
                $"'{old}' is the former name of '{key.Name}', which is here too. Remove it.");
            isRight = false;
        }

        return isRight;
    }

    private bool HasExactlyOne(Place place, ParseContext context)
    {
        if (ExactlyOneOf.Count == 0 || place.Node is not MapNode map) return true;
        var names = ExactlyOneOf.Select(k => k.Name).ToArray();
        var there = map.Entries.Where(e => names.Contains(e.Key.Text)).ToArray();
        if (there.Length == 1 || (there.Length == 0 && Unknown(map).Any())) return there.Length == 1;
        var at = there.Length == 0 ? place : place.Under(there[1].Key.Text, there[1].Key);
        var have = there.Length == 0 ? "none is here" : $"'{there[0].Key.Text}' is here already";
        var today = ExactlyOneOf.Where(k => !k.IsLater).Select(k => k.Name).ToArray();
        context.Complain(
            at,
            today.Length == 1
                ? $"'{today[0]}' is missing: {ExactlyOneOf[0].Parser.Expected}."
                : $"One of {Words.OneOf(today)} stands here; {have}.");
        return false;
    }

    private IEnumerable<string> Unknown(Node node) => node is MapNode map
        ? map.Entries.Where(e => !e.IsShorthand && Order(e.Key.Text) < 0).Select(e => e.Key.Text)
        : [];

    private bool IsThere(Node node, Key key) =>
        node is not MapNode map
        || map.Entries.Any(e => key.IsCalled(e.Key.Text))
        || (key == Shorthand && map.Shorthand is not null);
}
