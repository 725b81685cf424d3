using System.Text.Unicode;
using Trainyard.Ingestion.FetchData.Values;

namespace Trainyard.Ingestion.FetchData.Csv;

/// <summary>Where a row is.</summary>
/// <param name="Row">Its number, from 1; null for the header.</param>
/// <param name="Line">The line that it begins in, from 1.</param>
internal readonly record struct CsvPlace(long? Row, long Line)
{
    public override string ToString() => Row is null ? $"line {Line}" : $"row {Row} (line {Line})";
}

/// <summary>What is said of a file of CSV that can't be cut into rows, whoever reads it.</summary>
internal sealed class CsvFaults(Findings findings)
{
    private delegate bool Predicate(ReadOnlySpan<byte> field);

    /// <summary>A row that can't be cut.</summary>
    /// <param name="cut">Why.</param>
    /// <param name="row">The row, as far as it could be.</param>
    /// <param name="data">Its bytes.</param>
    /// <param name="at">Where it is.</param>
    /// <param name="nameOf">The name of a column, where it is known.</param>
    public void Refuse(CsvCut cut, CsvRow row, ReadOnlySpan<byte> data, CsvPlace at, Func<int, string?> nameOf)
    {
        var column = cut == CsvCut.OpenQuote ? row.Count : Math.Max(0, row.Count - 1);
        var (what, allowed) = cut switch
        {
            CsvCut.QuoteInside => (
                "a quote stands inside a field that does not begin with one",
                "a field that holds quotes is quoted itself, and its quotes are doubled"),
            CsvCut.TextAfterQuote => (
                "something follows the closing quote of a field",
                "a delimiter or the end of the line follows; quotes inside a field are doubled"),
            CsvCut.OpenQuote => ("a quote is opened and never closed", "every quoted field is closed"),
            CsvCut.LoneReturn => ("a line ends with a carriage return alone", "lines end with LF or CRLF"),
            _ => throw new InvalidOperationException($"{cut} is nothing to refuse."),
        };
        var shown = column < row.Count ? findings.Cell(Shown.Value(row.Field(data, column))) : null;
        findings.Add(
            $"{at}, field {column + 1}: {what}. Right is: {allowed}.", nameOf(column), at.Row, shown, allowed);
    }

    /// <summary>Whether a row holds bytes that are no text, which is said.</summary>
    public bool HasBadBytes(
        RowBuffer buffer, CsvRow row, ReadOnlySpan<byte> data, CsvPlace at, Func<int, string?> nameOf)
    {
        if (buffer.MayHaveNul && data.Contains((byte)0))
            RefuseBytes(row, data, at, nameOf, "a NUL byte", field => field.Contains((byte)0));
        else if (buffer.MayHaveBadText && !Utf8.IsValid(data))
            RefuseBytes(
                row, data, at, nameOf, "bytes that are not UTF-8 (Latin-1 or Windows-1252?)",
                field => !Utf8.IsValid(field));
        else
            return false;
        return true;
    }

    /// <summary>A value is longer than values are read.</summary>
    public void RefuseLength(int column, int length, CsvPlace at, string? name) => findings.Add(
        $"{at}, field {column + 1} is {length} bytes long; at most {SourceLimits.Value} are read",
        name, at.Row, $"{length} bytes", $"at most {SourceLimits.Value} bytes");

    /// <summary>A row is longer than rows are read.</summary>
    public void RefuseRow(bool isInQuotes, CsvPlace at) => findings.Add(
        isInQuotes
            ? $"line {at.Line}: a quote is opened and not closed within {SourceLimits.Row >> 20} MiB"
            : $"line {at.Line}: the row is longer than {SourceLimits.Row >> 20} MiB;"
            + " lines should end with LF or CRLF",
        row: at.Row, observed: "over 16 MiB", allowed: "at most 16 MiB in a row");

    /// <summary>The first line, which says how long rows are, is empty.</summary>
    public void RefuseEmptyLine(bool isHeader) => findings.Add(
        "line 1 is empty; it should hold the " + (isHeader ? "names of the columns" : "first row"),
        observed: "an empty line", allowed: isHeader ? "a header" : "a row");

    /// <summary>A row is longer or shorter than the header.</summary>
    /// <param name="at">Where it is.</param>
    /// <param name="fields">How many fields it has.</param>
    /// <param name="columns">How many the header has.</param>
    /// <param name="delimiter">What is between them.</param>
    /// <param name="others">What is to be said of other rows, with a space before it.</param>
    public void RefuseFields(CsvPlace at, int fields, int columns, string delimiter, string others = "") =>
        findings.Add(
            $"{at} has {Fields(fields)}, and the header has {columns}."
            + $" Is a field with the delimiter '{CsvDelimiter.Shown(delimiter)}' not quoted?{others}",
            row: at.Row, observed: Fields(fields), allowed: Fields(columns));

    /// <summary>So many fields.</summary>
    public static string Fields(int count) => count == 1 ? "1 field" : $"{count} fields";

    private void RefuseBytes(
        CsvRow row, ReadOnlySpan<byte> data, CsvPlace at, Func<int, string?> nameOf, string what, Predicate isBad)
    {
        var column = 0;
        while (column < row.Count - 1 && !isBad(row.Field(data, column)))
            column++;
        findings.Add(
            $"{at}, field {column + 1}: {what}. The file should be UTF-8.", nameOf(column), at.Row, what,
            "UTF-8 text");
    }
}
