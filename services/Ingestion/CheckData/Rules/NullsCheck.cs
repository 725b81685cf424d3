using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Quality;

namespace Trainyard.Ingestion.CheckData.Rules;

internal sealed class NullsCheck(NullsRule rule) : IRuleCheck<NullsRule>
{
    public IEnumerable<string> Named => rule.Columns;

    public Task<IReadOnlyList<RuleAnswer>> Answers(CheckedSnapshot snapshot, CancellationToken cancellation)
    {
        var columns = rule.Columns.Count > 0 ? rule.Columns : snapshot.Facts.Columns.Select(c => c.Name);
        return Task.FromResult<IReadOnlyList<RuleAnswer>>(
            [.. columns.Select(name => snapshot.OfColumn("nulls", name, c => Answer(c, snapshot.Facts.Rows)))]);
    }

    private RuleAnswer Answer(ColumnFacts column, long rows)
    {
        var (observed, allowed) = Percent.Apart(column.NullShare, rule.Max);
        return new RuleAnswer
        {
            Rule = "nulls",
            Column = column.Name,
            Observed = observed,
            Allowed = $"at most {allowed}",
            Holds = column.NullShare <= rule.Max,
            Complaint = $"column {Shown.Value(column.Name)} lacks {ColumnRules.Plural(column.Nulls, "value")}"
                + $" of {rows}, that is {observed}; allowed: at most {allowed}",
            Offends = $"{Sql.Name(column.Name)} IS NULL",
        };
    }
}
