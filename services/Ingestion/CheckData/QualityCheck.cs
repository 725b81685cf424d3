using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines;

namespace Trainyard.Ingestion.CheckData;

/// <summary>Holds a snapshot against the quality rules of the pipeline.</summary>
internal sealed class QualityCheck(PipelineDefinition definition, SnapshotFacts facts, Repeats repeats)
{
    /// <summary>The lists of values that rows are held against, to be counted beforehand.</summary>
    public static IEnumerable<(string Column, IReadOnlyList<string> Allowed)> Lists(PipelineDefinition definition) =>
        definition.Quality
        .OfType<ValuesRule>()
        .Select(r => (r.Column, r.Allowed));

    public async Task<List<RuleAnswer>> Answers(CancellationToken cancellation)
    {
        var answers = new List<RuleAnswer>();
        foreach (var rule in definition.Quality)
        {
            var warns = rule.Otherwise == Otherwise.Warn;
            var found = rule is UniqueRule unique ? [await Unique(unique, cancellation)] : Answer(rule);
            answers.AddRange(found.Select(a => a with { Warns = warns }));
        }

        return answers;
    }

    private IEnumerable<RuleAnswer> Answer(QualityRule rule) => rule switch
    {
        RowsRule rows => [Rows(rows)],
        NullsRule nulls => Nulls(nulls),
        RangeRule range => [OfColumn("range", range.Column, c => c.Type is ColumnType.Integer or ColumnType.Number
            ? ColumnRules.Range("range", c, range.Min, range.Max, UnitOf(range.Column))
            : NoNumber(c))],
        ValuesRule values =>
            [OfColumn("values", values.Column, c => ColumnRules.Values("values", c, values.Allowed, facts))],
        _ => throw new NotSupportedException($"Quality rule {rule.GetType().Name} is not known to Ingestion."),
    };

    private RuleAnswer Rows(RowsRule rule)
    {
        var allowed = rule.Max is { } max
            ? $"{rule.Min} to {max} rows"
            : $"at least {ColumnRules.Plural(rule.Min, "row")}";
        return new RuleAnswer
        {
            Rule = "rows",
            Observed = ColumnRules.Plural(facts.Rows, "row"),
            Allowed = allowed,
            Holds = facts.Rows >= rule.Min && facts.Rows <= (rule.Max ?? long.MaxValue),
            Complaint = $"the data has {ColumnRules.Plural(facts.Rows, "row")}; allowed: {allowed}",
        };
    }

    private IEnumerable<RuleAnswer> Nulls(NullsRule rule) =>
        (rule.Columns.Count > 0 ? rule.Columns : facts.Columns.Select(c => c.Name))
        .Select(name => OfColumn("nulls", name, column =>
        {
            var (observed, allowed) = Percent.Apart(column.NullShare, rule.Max);
            return new RuleAnswer
            {
                Rule = "nulls",
                Column = name,
                Observed = observed,
                Allowed = $"at most {allowed}",
                Holds = column.NullShare <= rule.Max,
                Complaint = $"column {name} lacks {ColumnRules.Plural(column.Nulls, "value")} of {facts.Rows},"
                    + $" that is {observed}; allowed: at most {allowed}",
                Offends = $"{Sql.Name(name)} IS NULL",
            };
        }));

    private async Task<RuleAnswer> Unique(UniqueRule rule, CancellationToken cancellation)
    {
        if (rule.Columns.FirstOrDefault(c => facts.Find(c) is null) is { } absent)
            return Absent("unique", absent);
        var columns = rule.Columns.Count > 0 ? rule.Columns : [.. facts.Columns.Select(c => c.Name)];
        var among = rule.Columns.Count > 0 ? string.Join(", ", columns) : "all columns";
        var (count, row, first) = await repeats.Find(columns, cancellation);
        return new RuleAnswer
        {
            Rule = "unique",
            Column = columns.Count == 1 ? columns[0] : null,
            Observed = ColumnRules.Plural(count, "repeated row"),
            Allowed = $"each row once, in {among}",
            Holds = count == 0,
            Row = row,
            Complaint = $"it equals row {first} in {among}; {ColumnRules.Plural(count, "row")} repeat an earlier one",
        };
    }

    private RuleAnswer OfColumn(string rule, string name, Func<ColumnFacts, RuleAnswer> answer) =>
        facts.Find(name) is { } column ? answer(column) : Absent(rule, name);

    private RuleAnswer Absent(string rule, string name) => new()
    {
        Rule = rule,
        Column = name,
        Observed = "no such column",
        Allowed = "a column of this name",
        Holds = false,
        Complaint = $"column {name} is not in the data. {Spelling.Suggest(name, facts.Columns.Select(c => c.Name))}",
    };

    private static RuleAnswer NoNumber(ColumnFacts column) => new()
    {
        Rule = "range",
        Column = column.Name,
        Observed = SnapshotTypes.Word(column.Type),
        Allowed = "integer or number",
        Holds = false,
        Complaint = $"column {column.Name} is of type {SnapshotTypes.Word(column.Type)}; a range needs numbers",
    };

    private string? UnitOf(string column) => definition.Schema.FirstOrDefault(c => c.Name == column)?.Unit;
}
