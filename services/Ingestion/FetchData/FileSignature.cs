namespace Trainyard.Ingestion.FetchData;

/// <summary>Recognises files that are something else than the pipeline says, by how they begin.</summary>
internal static class FileSignature
{
    private const int Looked = 4096;

    /// <summary>Adds a finding when the beginning is not that of a text in UTF-8.</summary>
    public static void CheckText(Stream file, Findings findings)
    {
        Span<byte> begin = stackalloc byte[Looked];
        begin = begin[..file.ReadAtLeast(begin, Looked, throwOnEndOfStream: false)];
        file.Position = 0;
        if (IsPem(begin))
            findings.Add("the file is a key or a certificate, and nothing of it is read", observed: "PEM",
                allowed: "a table");
        else if (Other(begin) is { } other)
            findings.Add($"the file is {other}, not text in UTF-8; convert it first", observed: other,
                allowed: "UTF-8 text");
    }

    /// <summary>OpenSSL writes a few lines about a key before it, and editors a mark of the encoding.</summary>
    private static bool IsPem(ReadOnlySpan<byte> begin)
    {
        for (var rest = begin; rest.IndexOf("-----BEGIN "u8) is >= 0 and var at; rest = rest[(at + 1)..])
        {
            var before = begin[..(begin.Length - rest.Length + at)];
            if (before is [] or [.., (byte)'\n'] or [.., (byte)'\r'] or [0xEF, 0xBB, 0xBF])
                return true;
        }

        return false;
    }

    private static string? Other(ReadOnlySpan<byte> begin) => begin switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => "UTF-32",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "UTF-16",
        [0x1F, 0x8B, ..] => "compressed with gzip",
        [0x28, 0xB5, 0x2F, 0xFD, ..] => "compressed with zstd",
        [(byte)'P', (byte)'K', 3, 4, ..] => "a zip archive or an Excel workbook",
        [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => "Parquet",
        _ when begin.StartsWith("SQLite format 3"u8) => "a database of SQLite",
        // Latin text in UTF-16 without a mark: every other byte is 0.
        _ when begin.Length >= 4 && begin.Count((byte)0) * 10 >= begin.Length * 4 => "UTF-16",
        _ => null,
    };
}
