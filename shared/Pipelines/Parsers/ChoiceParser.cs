using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Pipelines.Parsers;

/// <summary>One word out of a few: the members of an enumeration, in snake case.</summary>
internal sealed class ChoiceParser<T> : Parser<T>
    where T : struct, Enum
{
    private readonly IReadOnlyDictionary<string, T> _words;

    /// <summary>All members, or those that are given.</summary>
    public ChoiceParser(params IEnumerable<T> members)
    {
        var chosen = members.ToArray();
        if (chosen.Length == 0) chosen = Enum.GetValues<T>();
        _words = chosen.ToDictionary(Words.Of, m => m, StringComparer.Ordinal);
    }

    /// <summary>Words of other tools, with what they are called here.</summary>
    public IReadOnlyDictionary<string, T> AlsoCalled { get; init; } = new Dictionary<string, T>();

    /// <inheritdoc/>
    public override string Expected => Words.OneOf(_words.Keys);

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (place.Node is not ScalarNode { IsNothing: false } scalar) return Refuse(place, context, out value);
        if (_words.TryGetValue(scalar.Text, out value)) return true;
        var meant = AlsoCalled.TryGetValue(scalar.Text, out var member)
            ? Words.Of(member)
            : context.Suggestions.Nearest(scalar.Text, _words.Keys);
        return Refuse(place, context, out value, meant is null ? null : $"Did you mean '{meant}'?");
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => new() { ["enum"] = Words.Array(_words.Keys) };
}

/// <summary>True or false.</summary>
internal sealed class FlagParser : Parser<bool>
{
    /// <inheritdoc/>
    public override string Expected => "true or false";

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, out bool value)
    {
        value = place.Node is ScalarNode { IsPlain: true, Text: "true" };
        return value || place.Node is ScalarNode { IsPlain: true, Text: "false" }
            || Refuse(place, context, out value, Hint(place.Node));
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => new() { ["type"] = "boolean" };

    private static string? Hint(Node node) => (node as ScalarNode)?.Text.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" or "y" or "1" => "Write true.",
        "false" or "no" or "off" or "n" or "0" => "Write false.",
        _ => null,
    };
}

/// <summary>The words of the grammar.</summary>
internal static class Words
{
    /// <summary>How a pipeline file writes a member of an enumeration.</summary>
    public static string Of<T>(T member)
        where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString());

    /// <summary>"a, b or c".</summary>
    public static string OneOf(IEnumerable<string> words)
    {
        var all = words.ToArray();
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }

    /// <summary>"a, b and c".</summary>
    public static string AllOf(IEnumerable<string> words)
    {
        var all = words.ToArray();
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    /// <summary>Words as a JSON array.</summary>
    public static JsonArray Array(IEnumerable<string> words) => [.. words.Select(w => (JsonNode)w)];
}
