using System.Text.Json;

namespace Trainyard.Serving.AnswerPredictions;

/// <summary>What people call the kinds of JSON values.</summary>
internal static class JsonWords
{
    public static string Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a truth value",
        _ => "null",
    };
}
