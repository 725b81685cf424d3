using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion.FetchData.Csv;

/// <summary>
/// DuckDB's reader with nothing left to its guesses. The scan has shown that the file is what this says.
/// </summary>
internal static class CsvQuery
{
    /// <summary>Room for short rows, so that there are not too many buffers.</summary>
    private const int LeastRow = 4 << 20;

    /// <summary>How much larger a buffer is than the longest row.</summary>
    private const int BuffersOfRow = 2;

    public static string Select(string path, CsvSource source, IReadOnlyList<ColumnPlan> plan, CsvScan scan)
    {
        var read = plan.ToDictionary(c => c.SourceName, c => c.ReadAs, StringComparer.Ordinal);
        var columns = scan.Columns.Select(c => c.SourceName).Concat(scan.HasTrailing ? ["trailing"] : [])
            .Select(name => $"{Sql.Text(name)}: {Sql.Text(read.GetValueOrDefault(name, "VARCHAR"))}");
        var values = string.Join(", ", plan.Select(Value));
        // Left to itself, each of the reader's buffers is 16 times the longest row that there may be.
        var longest = Math.Max(LeastRow, 2 * scan.Longest);
        // strict_mode refuses files that mix LF and CRLF; what it looks for otherwise, the scan has found.
        return $"""
            SELECT {values} FROM read_csv({Sql.File(path)}, auto_detect = false,
            header = {(source.Header ? "true" : "false")},
            delim = {Sql.Text(source.Delimiter)}, quote = '"', escape = '"',
            nullstr = {Sql.List([string.Empty, .. source.NullValues.Except(OddNulls(source))])},
            columns = {'{'}{string.Join(", ", columns)}{'}'}, strict_mode = false,
            parallel = {(scan.SpansLines ? "false" : "true")},
            max_line_size = {longest}, buffer_size = {BuffersOfRow * (long)longest},
            compression = 'none', hive_partitioning = false)
            """;
    }

    /// <summary>Texts for a missing value that the reader can't know, since they hold what a file is cut by: such a
    /// value is quoted, and made missing once it is read.</summary>
    public static IReadOnlyList<string> OddNulls(CsvSource source) =>
        [.. source.NullValues.Where(text => text.AsSpan().IndexOfAny($"\"\r\n{source.Delimiter}") >= 0)];

    /// <summary>The SQL of a field as it was read, missing where it is one of those texts.</summary>
    public static string Raw(string name, IReadOnlyList<string> oddNulls) => oddNulls.Count == 0
        ? Sql.Name(name)
        : $"CASE WHEN {Sql.Name(name)} NOT IN ({Sql.Texts(oddNulls)}) THEN {Sql.Name(name)} END";

    private static string Value(ColumnPlan column) => column.ReadAs == "VARCHAR"
        ? $"{column.Expression} AS {Sql.Name(column.Name)}"
        : $"{Sql.Name(column.SourceName)} AS {Sql.Name(column.Name)}";
}
