using Trainyard.Hosting.Telemetry;

namespace Trainyard.Cli.Terminal;

/// <summary>
/// Rows in columns that line up, without frames: for people, and for programs that cut at white space.
/// </summary>
internal static class Lines
{
    public static IEnumerable<string> InColumns(IReadOnlyList<string[]> rows)
    {
        if (rows.Count == 0)
            return [];
        // A cell that holds a line end would look like two rows.
        rows = [.. rows.Select(row => row.Select(cell => Printable.Of(cell)).ToArray())];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))
            .ToArray();
        return rows.Select(row =>
            string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
