using System.Text;
using System.Text.Json;

namespace Trainyard.Hosting.CollectBlobs;

/// <summary>
/// The digests that documents name. Whatever reads like a digest counts, wherever it stands: as a member, inside a
/// longer text, or in bytes that are written as Base64, as a dead message is. Too many names keep a blob too long; one
/// too few would lose it.
/// </summary>
internal sealed class NamedDigests
{
    private const int Length = 64;

    private readonly HashSet<string> _digests = new(StringComparer.Ordinal);

    public bool Contains(string digest) => _digests.Contains(digest);

    public void Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
                continue;
            // As it is written: no digit of a digest is ever escaped.
            Scan(reader.ValueSpan);
            if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > Length
                && reader.TryGetBytesFromBase64(out var bytes))
                Scan(bytes);
        }
    }

    private void Scan(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && text[end] is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'f'))
                end++;
            if (end - at == Length)
                _ = _digests.Add(Encoding.ASCII.GetString(text[at..end]));
            at = end + 1;
        }
    }
}
