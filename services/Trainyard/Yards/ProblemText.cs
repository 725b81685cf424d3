using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Cli.Yards;

/// <summary>Problem details as lines for a person.</summary>
internal static class ProblemText
{
    /// <summary>The detail, and each of the problems below it; null when the text is no problem document.</summary>
    public static string? Of(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonObject problem)
                return null;
            var head = (string?)problem["detail"] ?? (string?)problem["title"];
            var lines = problem["problems"] is JsonArray problems ? problems.Select(Line) : [];
            return head is null ? null : string.Join(Environment.NewLine, [head, .. lines]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Line(JsonNode? problem)
    {
        if (problem is not JsonObject fields)
            return $"  {problem}";
        var words = fields.Where(field => field.Key != "message" && field.Value is not null)
            .Select(field => $"{field.Key} {field.Value}");
        return $"  {string.Join(", ", words)}: {fields["message"]}";
    }
}
