using Trainyard.Ingestion.FetchData.Values;

namespace Trainyard.Ingestion.FetchData.Json;

/// <summary>Notices names of JSON objects that are in hardly any row and near a name that just these rows
/// lack.</summary>
internal static class RareNames
{
    /// <summary>In up to this share of the rows a name is rare.</summary>
    private const double Rare = 0.05;

    /// <summary>Rare names that are looked at.</summary>
    private const int Most = 50;

    /// <summary>Typing mistakes at most add or leave out so many letters.</summary>
    private const int Mistakes = 2;

    /// <summary>Warns of them. The rows are in the table <c>source</c>.</summary>
    public static async Task Check(
        SourceFile file, IReadOnlyList<JsonName> names, long rows, CancellationToken cancellation)
    {
        var usual = names.Where(name => 2 * name.Count >= rows).ToDictionary(name => name.Column.Name);
        foreach (var (column, count, row) in names
            .Where(name => name.Count <= Math.Max(1, Rare * rows) && 2 * name.Count < rows)
            .Where(name => !name.Column.IsUnnamed && name.Column.Declared is null && !file.IsLeftOut(name.Column.Name))
            .Take(Most))
        {
            if (Near(column.Name, usual.Keys) is not { } near)
                continue;
            var other = usual[near];
            var both = await file.Session.Query(
                $"SELECT count(*) FROM source WHERE {column.SourceName} IS NOT NULL"
                + $" AND {other.Column.SourceName} IS NOT NULL",
                cancellation);
            if (count + other.Count > rows || Convert.ToInt64(both[0][0]) > 0)
                continue;
            Warn(file.Findings, (column.Name, near), (count, rows), row);
        }
    }

    private static void Warn(Findings findings, (string Rare, string Near) names, (long Count, long Rows) of, long row)
    {
        var what = findings.ShowCells ? $"the name '{Shown.Value(names.Rare)}'" : "a name";
        var near = findings.ShowCells ? $"'{Shown.Value(names.Near)}'" : "a name that is near it";
        var those = of.Count == 1 ? "this row does not have" : "these rows don't have";
        findings.Warn(
            $"row {row}: {what} is in {of.Count} of {of.Rows} rows, and {those} {near}. If that is meant, rename it in"
            + " the file"
            + (findings.ShowCells ? $"; if not, {Mending.Ignore(names.Rare)} in source leaves it out" : ""),
            names.Rare, row, findings.Cell(names.Rare), findings.ShowCells ? Shown.Value(names.Near) : "one name");
    }

    private static string? Near(string name, IEnumerable<string> usual)
    {
        var bare = WithoutDigits(name);
        // What differs in a number is one of a series.
        return Pipelines.Spelling.Nearest(name, usual.Where(other => Math.Abs(other.Length - name.Length) <= Mistakes
            && !(name.Any(char.IsDigit) && other.Any(char.IsDigit) && WithoutDigits(other) == bare)));
    }

    private static string WithoutDigits(string name) => string.Concat(name.Where(c => !char.IsDigit(c)));
}

/// <summary>A name of JSON objects.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Count">Rows that have it, be it with a null.</param>
/// <param name="FirstRow">The first of them.</param>
internal sealed record JsonName(ColumnProfile Column, long Count, long FirstRow);
