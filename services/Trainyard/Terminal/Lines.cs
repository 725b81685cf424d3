using Trainyard.Contracts;
using Trainyard.Hosting.Telemetry;

namespace Trainyard.Cli.Terminal;

/// <summary>
/// Rows in columns that line up, without frames: for people, and for programs that cut at white space.
/// </summary>
internal static class Lines
{
    private const int Narrowest = 20;

    /// <summary>A person gets a row on one line, the end of its last column left out; a program gets all of
    /// it.</summary>
    public static string Fitted(string line) =>
        Screen.Width is not { } width || line.Length <= width || width < Narrowest
            ? line
            : ShortText.Of(line, width - 3);

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
