using System.Text;

namespace Trainyard.Ingestion.Tests.Malformed;

/// <summary>Bytes that no string in UTF-8 gives.</summary>
internal static class Raw
{
    public static byte[] Bytes(params byte[] bytes) => bytes;

    public static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Utf16(string text, bool mark) =>
        [.. mark ? Encoding.Unicode.GetPreamble() : [], .. Encoding.Unicode.GetBytes(text)];

    public static byte[] Join(string before, byte[] bytes, string after) =>
        [.. Encoding.UTF8.GetBytes(before), .. bytes, .. Encoding.UTF8.GetBytes(after)];

    public static byte[] Repeat(string start, string what, int length)
    {
        var text = new StringBuilder(start, length + what.Length);
        while (text.Length < length)
            _ = text.Append(what);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A Parquet file of what a SELECT gives.</summary>
    public static byte[] Parquet(string select)
    {
        var path = Path.GetTempFileName();
        _ = Yard.Ask($"COPY ({select}) TO '{path}' (FORMAT parquet)");
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    /// <summary>Overwrites bytes that begin so far from the end.</summary>
    public static byte[] Damage(byte[] bytes, int fromEnd, int length)
    {
        bytes.AsSpan(bytes.Length - fromEnd, length).Fill(0xA5);
        return bytes;
    }
}
