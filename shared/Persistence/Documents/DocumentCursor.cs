using System.Text.Json;

namespace Trainyard.Persistence.Documents;

/// <summary>Where a page of a list ended: the next one begins after it, whatever comes or goes meanwhile.</summary>
/// <param name="Value">The value of the field that the list is sorted by, as it is stored; null where it is sorted by
/// id, or where the document has none.</param>
/// <param name="Id">The id of the last document.</param>
public sealed record DocumentCursor(object? Value, string Id)
{
    private const int Longest = 1000;

    /// <summary>The cursor as one word, which goes into an address as it is.</summary>
    public override string ToString() =>
        Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new[] { Value, Id }))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>Reads what <see cref="ToString"/> wrote; null where somebody else did.</summary>
    public static DocumentCursor? Read(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (word.Length > Longest)
            return null;
        var padded = word.Replace('-', '+').Replace('_', '/').PadRight((word.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        if (!Convert.TryFromBase64String(padded, bytes, out var length))
            return null;
        try
        {
            using var parts = JsonDocument.Parse(bytes.AsMemory(0, length));
            return parts.RootElement is { ValueKind: JsonValueKind.Array } root && root.GetArrayLength() == 2
                && root[1] is { ValueKind: JsonValueKind.String } id && IsValue(root[0], out var value)
                ? new DocumentCursor(value, id.GetString()!)
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsValue(JsonElement element, out object? value)
    {
        value = element.ValueKind switch
        {
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number when element.TryGetInt64(out var whole) => whole,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };
        return value is not null || element.ValueKind == JsonValueKind.Null;
    }
}
