using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Api;

/// <summary>What an answer that refuses says: problem details (RFC 9457).</summary>
/// <param name="Detail">What is wrong, in a sentence.</param>
/// <param name="Problems">All that is wrong, where more is known than one sentence.</param>
public sealed record Problem(string Detail, IReadOnlyList<ProblemEntry> Problems)
{
    private static readonly JsonDocumentOptions Once = new() { AllowDuplicateProperties = false };

    /// <summary>Reads an answer; null when it is no problem document.</summary>
    public static Problem? Read(string text)
    {
        try
        {
            if (JsonNode.Parse(text, documentOptions: Once) is not JsonObject problem)
                return null;
            return (Word(problem["detail"]) ?? Word(problem["title"])) is { } detail
                ? new Problem(detail, [.. (problem["problems"] as JsonArray ?? []).Select(ProblemEntry.Read)])
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Word(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text)
        ? text
        : null;
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Message">What, and what would be right.</param>
/// <param name="Place">Where: line, column and path of a pipeline file, row and column of a request; in the order of
/// the answer.</param>
public sealed record ProblemEntry(string Message, IReadOnlyList<KeyValuePair<string, string>> Place)
{
    private const string MessageName = "message";

    /// <inheritdoc/>
    public override string ToString() => Place.Count == 0
        ? Message
        : $"{string.Join(", ", Place.Select(part => $"{part.Key} {part.Value}"))}: {Message}";

    internal static ProblemEntry Read(JsonNode? problem) => problem is not JsonObject fields
        ? new ProblemEntry($"{problem}", [])
        : new ProblemEntry(
            $"{fields[MessageName]}",
            [
                .. fields.Where(field => field.Key != MessageName && field.Value is not null)
                    .Select(field => KeyValuePair.Create(field.Key, $"{field.Value}")),
            ]);
}
