using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Trainyard.Models.Provenance;

/// <summary>Base 64 as RFC 4648 writes it, in either alphabet: with its padding, and nothing between or left
/// over.</summary>
internal static class Base64Text
{
    /// <summary>The bytes, or null where it is none.</summary>
    public static byte[]? Read(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.Replace('-', '+').Replace('_', '/'));
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(bytes.Length)];
        if (Base64.DecodeFromUtf8(bytes, decoded, out _, out var written) != OperationStatus.Done)
            return null;
        // White space is skipped and bits that nobody needs are dropped: one message would have many texts.
        var read = decoded.AsSpan(0, written);
        return Convert.ToBase64String(read) == Encoding.UTF8.GetString(bytes) ? read.ToArray() : null;
    }
}
