using System.Text.Json.Nodes;
using Trainyard.Cli.Terminal;

namespace Trainyard.Cli.Predict;

/// <summary>The answers to several requests for the rows of one file, as one.</summary>
internal static class AnswerParts
{
    /// <summary>So many warnings are kept; a file could have a different one in each row.</summary>
    private const int MostWarnings = 100;

    /// <summary>Adds an answer to those before.</summary>
    /// <param name="whole">The answers before.</param>
    /// <param name="answer">The answer to the next rows.</param>
    /// <param name="before">How many rows were answered before.</param>
    public static void Append(JsonNode whole, JsonNode answer, int before)
    {
        if (whole["predictions"] is JsonArray predictions)
        {
            foreach (var prediction in answer["predictions"]!.AsArray())
                predictions.Add(prediction?.DeepClone());
        }

        foreach (var name in answer["ignored"] as JsonArray ?? [])
        {
            if (!List(whole, "ignored").Any(known => (string?)known == (string?)name))
                List(whole, "ignored").Add(name?.DeepClone());
        }

        foreach (var warning in (answer["warnings"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var known = List(whole, "warnings").OfType<JsonObject>().FirstOrDefault(
                one => JsonNode.DeepEquals(one["column"], warning["column"])
                    && JsonNode.DeepEquals(one["about"], warning["about"])
                    && (one["about"] is not null || JsonNode.DeepEquals(one["message"], warning["message"])));
            if (known is not null)
            {
                known["rows"] = (int)known["rows"]! + (int)warning["rows"]!;
                continue;
            }

            if (List(whole, "warnings").Count == MostWarnings)
            {
                LeaveOut(whole, (int)warning["rows"]!);
                continue;
            }

            var added = warning.DeepClone().AsObject();
            added["row"] = (int)added["row"]! + before;
            List(whole, "warnings").Add((JsonNode)added);
        }

        if (answer["warningsLeftOut"] is { } others)
            LeaveOut(whole, (long)others);
    }

    /// <summary>Says what there is to know beside predictions that are in a file.</summary>
    public static void Tell(JsonNode answer)
    {
        foreach (var warning in (answer["warnings"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var rows = (int)warning["rows"]!;
            var others = rows == 1 ? "" : $" and {rows - 1:N0} more";
            Screen.Error($"warning  row {warning["row"]}{others}: {warning["message"]}");
        }

        if (answer["warningsLeftOut"] is { } leftOut)
            Screen.Error($"warning  {(long)leftOut:N0} more are left out.");
        if (answer["ignored"] is JsonArray ignored)
            Screen.Error($"No feature is made from {string.Join(", ", ignored.Select(name => (string?)name))}.");
    }

    private static void LeaveOut(JsonNode whole, long rows) =>
        whole["warningsLeftOut"] = ((long?)whole["warningsLeftOut"] ?? 0) + rows;

    private static JsonArray List(JsonNode whole, string name)
    {
        if (whole[name] is JsonArray list)
            return list;
        var made = new JsonArray();
        whole[name] = made;
        return made;
    }
}
