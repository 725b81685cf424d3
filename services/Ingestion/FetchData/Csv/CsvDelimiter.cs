namespace Trainyard.Ingestion.FetchData.Csv;

/// <summary>Notices that a file uses another delimiter than the pipeline says.</summary>
internal static class CsvDelimiter
{
    private const string Usual = ",;\t|";

    /// <summary>One column whose name holds other delimiters is hardly one column.</summary>
    public static void Check(ReadOnlySpan<byte> firstLine, int columns, string delimiter, Findings findings)
    {
        if (columns > 1 || firstLine is [(byte)'"', ..])
            return;
        foreach (var other in Usual)
        {
            if (other == delimiter[0] || !firstLine.Contains((byte)other))
                continue;
            findings.Add(
                $"line 1 has one field with the delimiter '{Shown(delimiter)}'. It looks as if the delimiter were"
                + $" '{Shown(other.ToString())}': say so with source.delimiter",
                observed: "1 field", allowed: $"fields separated by '{Shown(delimiter)}'");
            return;
        }
    }

    public static string Shown(string delimiter) => delimiter == "\t" ? "\\t" : delimiter;
}
