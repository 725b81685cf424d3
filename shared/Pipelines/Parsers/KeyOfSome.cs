using System.Text.Json.Nodes;

namespace Trainyard.Pipelines.Parsers;

/// <summary>A key that has an effect for some kinds only, and says so.</summary>
/// <param name="key">The key itself, under which what was read is found.</param>
/// <param name="kinds">The kinds that have it.</param>
internal sealed class KeyOfSome(Key key, IEnumerable<string> kinds)
    : Key(key.Name, $"{string.Join(", ", kinds)}: {Lower(key.Description)}", key.IsRequired)
{
    /// <inheritdoc/>
    public override Parser Parser => key.Parser;

    /// <inheritdoc/>
    public override JsonNode? Default => key.Default;

    /// <inheritdoc/>
    public override bool TryRead(Place place, ParseContext context, Fields fields) =>
        key.TryRead(place, context, fields);

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
