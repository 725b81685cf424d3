using System.Globalization;
using Trainyard.Ingestion.FetchData;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.CheckData;

/// <summary>The rules that schema and quality share, each about one column.</summary>
internal static class ColumnRules
{
    private const int ValuesShown = 12;

    /// <summary>
    /// The condition of rows whose value is none of those allowed; a missing value is another rule's matter.
    /// </summary>
    public static string Outside(string column, ColumnType type, IReadOnlyList<string> allowed)
    {
        // As a text, the number 1 is 1.0, and nobody writes it so.
        var among = type is ColumnType.Number
            ? allowed.Where(a => double.TryParse(a, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
                .Select(a => Sql.Number(double.Parse(a, NumberStyles.Float, CultureInfo.InvariantCulture)))
            : allowed.Select(Sql.Text);
        var value = type is ColumnType.Number ? Sql.Name(column) : $"CAST({Sql.Name(column)} AS VARCHAR)";
        return $"{value} IS NOT NULL AND {value} NOT IN ({string.Join(", ", among.DefaultIfEmpty("'NaN'"))})";
    }

    public static RuleAnswer Present(ColumnFacts column, long rows) => new()
    {
        Rule = Findings.Schema,
        Column = column.Name,
        Observed = Plural(column.Nulls, "missing value"),
        Allowed = "no missing values",
        Holds = column.Nulls == 0,
        Complaint = $"column {column.Name} has {Plural(column.Nulls, "missing value")} in {Plural(rows, "row")},"
            + " and may have none",
        Offends = $"{Sql.Name(column.Name)} IS NULL",
    };

    /// <summary>Holds a column against a range.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="column">What is known of the column.</param>
    /// <param name="limits">The lower limit, the upper one or both, and their unit.</param>
    /// <param name="showValues">Whether the smallest and the largest value may be told.</param>
    public static RuleAnswer Range(
        string rule, ColumnFacts column, (double? Min, double? Max, string? Unit) limits, bool showValues)
    {
        var (min, max, unit) = limits;
        var allowed = (min, max) switch
        {
            (not null, not null) => $"{min:R} to {max:R}",
            (not null, null) => $"at least {min:R}",
            (null, not null) => $"at most {max:R}",
            (null, null) => throw new InvalidOperationException("A range has a lower limit, an upper one or both."),
        };
        allowed += unit is null ? "" : $" {unit}";
        var observed = column.Range is not { } r ? "no values"
            : showValues ? $"{r.Min:R} to {r.Max:R}"
            : "other values";
        var (low, high) = (column.Range?.Min < min, column.Range?.Max > max);
        var x = Sql.Name(column.Name);
        string?[] broken =
        [
            min is null ? null : $"{x} < {Sql.Number(min.Value)}",
            max is null ? null : $"{x} > {Sql.Number(max.Value)}",
        ];
        return new RuleAnswer
        {
            Rule = rule,
            Column = column.Name,
            Observed = observed,
            Allowed = allowed,
            Holds = !low && !high,
            Complaint = $"column {column.Name} has {(showValues ? "values from " : "")}{observed}; allowed: {allowed}",
            Offends = string.Join(" OR ", broken.OfType<string>()),
        };
    }

    public static RuleAnswer Values(string rule, ColumnFacts column, IReadOnlyList<string> allowed, SnapshotFacts facts)
    {
        var condition = Outside(column.Name, column.Type, allowed);
        var count = facts.Count(condition);
        var more = allowed.Count > ValuesShown ? $" and {allowed.Count - ValuesShown} more" : "";
        var list = $"one of {string.Join(", ", allowed.Take(ValuesShown))}{more}";
        return new RuleAnswer
        {
            Rule = rule,
            Column = column.Name,
            Observed = Plural(count, "other value"),
            Allowed = list,
            Holds = count == 0,
            Complaint = $"column {column.Name} has {Plural(count, "value")} that are not {list}",
            Offends = condition,
        };
    }

    public static string Plural(long count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
