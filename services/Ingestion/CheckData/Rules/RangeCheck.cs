using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Quality;

namespace Trainyard.Ingestion.CheckData.Rules;

internal sealed class RangeCheck(RangeRule rule) : IRuleCheck<RangeRule>
{
    public IEnumerable<string> Named => [rule.Column];

    public Task<IReadOnlyList<RuleAnswer>> Answers(CheckedSnapshot snapshot, CancellationToken cancellation)
    {
        var answer = snapshot.OfColumn("range", rule.Column, c => c.Type is ColumnType.Integer or ColumnType.Number
            ? ColumnRules.Range(
                "range", c, (rule.Min, rule.Max, snapshot.UnitOf(rule.Column)), snapshot.ShowValues)
            : NoNumber(c));
        return Task.FromResult<IReadOnlyList<RuleAnswer>>([answer]);
    }

    private static RuleAnswer NoNumber(ColumnFacts column) => new()
    {
        Rule = "range",
        Column = column.Name,
        Observed = SnapshotTypes.Word(column.Type),
        Allowed = "integer or number",
        Holds = false,
        Complaint = $"column {column.Name} is of type {SnapshotTypes.Word(column.Type)}; a range needs numbers",
    };
}
