using Trainyard.Pipelines.Quality;

namespace Trainyard.Ingestion.CheckData.Rules;

internal sealed class RowsCheck(RowsRule rule) : IRuleCheck<RowsRule>
{
    public Task<IReadOnlyList<RuleAnswer>> Answers(CheckedSnapshot snapshot, CancellationToken cancellation)
    {
        var rows = snapshot.Facts.Rows;
        var allowed = rule.Max is { } max
            ? $"{rule.Min} to {max} rows"
            : $"at least {ColumnRules.Plural(rule.Min, "row")}";
        var answer = new RuleAnswer
        {
            Rule = "rows",
            Observed = ColumnRules.Plural(rows, "row"),
            Allowed = allowed,
            Holds = rows >= rule.Min && rows <= (rule.Max ?? long.MaxValue),
            Complaint = $"the data has {ColumnRules.Plural(rows, "row")}; allowed: {allowed}",
        };
        return Task.FromResult<IReadOnlyList<RuleAnswer>>([answer]);
    }
}
