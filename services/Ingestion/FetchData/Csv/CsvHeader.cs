using System.Text;
using Trainyard.Pipelines.Values;

namespace Trainyard.Ingestion.FetchData.Csv;

/// <summary>Notices that the first line of a file does not name its columns.</summary>
internal static class CsvHeader
{
    /// <summary>The first line is a row: nothing in it is a column that the pipeline names, and something is a number
    /// or a day.</summary>
    public static void Check(IReadOnlyList<string> names, UsedColumns used, Findings findings)
    {
        if (names.Any(name => used.Of(name) is ColumnUse.Named))
            return;
        var data = names.Count(name => IsData(name.Trim()));
        if (data == 0)
            return;
        findings.Add(
            $"line 1 should name the columns. None of its {names.Count} fields is a column that the pipeline names, and"
            + $" {data} of them {(data == 1 ? "is a number or a day" : "are numbers or days")}, as in a row. If the"
            + " file has no header, write header: false into source, and call the columns "
            + (names.Count == 1 ? "column0" : $"column0 to column{names.Count - 1}, by their places"),
            observed: $"{data} of {names.Count} names are numbers or days", allowed: "names of columns");
    }

    /// <summary>All rows are longer than the first line, by as much that it is none of theirs.</summary>
    public static bool IsAtFault((int First, int Others) fields, string first, long rows, Findings findings)
    {
        var isSeparator = first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);
        if (fields.Others < fields.First + 2 && fields.First > 1 && !isSeparator && !first.StartsWith('#'))
            return false;
        var what = isSeparator
            ? "Spreadsheets write such a line for themselves; delete it"
            : first.StartsWith('#') ? "It seems to be a comment; delete it" : "If it is a title, delete it";
        findings.Add(
            $"line 1 has {CsvFaults.Fields(fields.First)}, and each of the {rows} rows behind it has {fields.Others}:"
            + $" it does not name their columns. {what}, so that the names of the columns come first",
            observed: CsvFaults.Fields(fields.First), allowed: CsvFaults.Fields(fields.Others));
        return true;
    }

    private static bool IsData(string name) => name.Length > 0 && ValueReader.Kind(Encoding.UTF8.GetBytes(name))
        is ValueKind.Bit or ValueKind.Integer or ValueKind.ZeroPadded or ValueKind.Whole or ValueKind.Huge
        or ValueKind.Number or ValueKind.Date or ValueKind.Timestamp or ValueKind.ZonedTimestamp;
}
