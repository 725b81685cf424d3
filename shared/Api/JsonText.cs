using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Trainyard.Api;

/// <summary>What stands in JSON that is well formed, and yet is no text: it fails whoever reads it later.</summary>
public static class JsonText
{
    /// <summary>What is no text in a document, in a few words; null when all of it is.</summary>
    public static string? Problem(JsonElement element)
    {
        var json = JsonMarshal.GetRawUtf8Value(element);
        if (!Utf8.IsValid(json))
            return "bytes that are not UTF-8";
        // Only what is escaped can be half of a character then.
        return json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0 ? ProblemOfEscapes(json) : null;
    }

    private static string? ProblemOfEscapes(ReadOnlySpan<byte> json)
    {
        var scratch = new byte[json.Length];
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)
                || !reader.ValueIsEscaped)
                continue;
            try
            {
                _ = reader.CopyString(scratch);
            }
            catch (InvalidOperationException)
            {
                return "half a character (an escape such as \\ud800 without the other half)";
            }
        }

        return null;
    }
}
