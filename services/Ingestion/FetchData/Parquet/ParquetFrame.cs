using System.Buffers.Binary;

namespace Trainyard.Ingestion.FetchData.Parquet;

/// <summary>
/// The frame of a Parquet file: it begins and ends with PAR1, and before the end stands the length of the footer.
/// </summary>
internal static class ParquetFrame
{
    private const int Least = 12;

    public static bool Check(string path, Findings findings)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        Span<byte> begin = stackalloc byte[4];
        Span<byte> end = stackalloc byte[8];
        if (file.Length < Least || file.ReadAtLeast(begin, 4, throwOnEndOfStream: false) < 4
            || !begin.SequenceEqual("PAR1"u8))
        {
            findings.Add("the file is no Parquet file", observed: "a file that does not begin with PAR1",
                allowed: "a Parquet file");
            return false;
        }

        file.Position = file.Length - 8;
        file.ReadExactly(end);
        var footer = BinaryPrimitives.ReadUInt32LittleEndian(end);
        if (end[4..].SequenceEqual("PAR1"u8) && footer <= file.Length - Least)
            return true;
        findings.Add("the file is a Parquet file that was cut short", observed: "no footer at the end",
            allowed: "a whole Parquet file");
        return false;
    }
}
