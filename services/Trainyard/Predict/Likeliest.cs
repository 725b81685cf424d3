using System.Text.Json.Nodes;

namespace Trainyard.Cli.Predict;

/// <summary>Predictions as a person reads them: of many classes the likeliest.</summary>
internal static class Likeliest
{
    private const int Most = 3;

    /// <summary>The answer with no more classes of each prediction than that, the likeliest first.</summary>
    public static JsonNode Of(JsonNode answer)
    {
        var shown = answer.DeepClone();
        foreach (var prediction in (shown["predictions"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (prediction["probabilities"] is not JsonObject { Count: > Most } all)
                continue;
            var first = all.OrderByDescending(one => (double?)one.Value ?? 0).Take(Most).ToList();
            prediction["probabilities"] = new JsonObject(
                first.Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone())));
            prediction["otherClasses"] = all.Count - Most;
        }

        return shown;
    }
}
