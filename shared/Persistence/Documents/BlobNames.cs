using System.Text;
using System.Text.Json;

namespace Trainyard.Persistence.Documents;

/// <summary>
/// The digests that a document names, which are stored beside it. Whatever reads like a digest counts, wherever it
/// stands: as a member, inside a longer text, or in bytes that are written as Base64, as a dead message is. Too many
/// names keep a blob too long; one too few would lose it.
/// </summary>
internal static class BlobNames
{
    private const int Length = 64;

    /// <summary>Those that a document names, each once.</summary>
    /// <param name="json">The document: JSON, UTF-8.</param>
    public static IReadOnlyList<string> In(ReadOnlySpan<byte> json)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
                continue;
            // As it is written: no digit of a digest is ever escaped.
            Scan(reader.ValueSpan, names);
            if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > Length
                && reader.TryGetBytesFromBase64(out var bytes))
                Scan(bytes, names);
        }

        return [.. names];
    }

    private static void Scan(ReadOnlySpan<byte> text, SortedSet<string> names)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && text[end] is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f'))
                end++;
            if (end - at == Length)
                _ = names.Add(Encoding.ASCII.GetString(text[at..end]));
            at = end + 1;
        }
    }
}
