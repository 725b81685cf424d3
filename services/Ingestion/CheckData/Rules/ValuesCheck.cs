using Trainyard.Pipelines.Quality;

namespace Trainyard.Ingestion.CheckData.Rules;

internal sealed class ValuesCheck(ValuesRule rule) : IRuleCheck<ValuesRule>
{
    public IEnumerable<string> Named => [rule.Column];

    public IEnumerable<RowCondition> Counted =>
        [new(rule.Column, type => ColumnRules.Outside(rule.Column, type, rule.Allowed))];

    public Task<IReadOnlyList<RuleAnswer>> Answers(CheckedSnapshot snapshot, CancellationToken cancellation)
    {
        var answer = snapshot.OfColumn(
            "values", rule.Column, c => ColumnRules.Values("values", c, rule.Allowed, snapshot.Facts));
        return Task.FromResult<IReadOnlyList<RuleAnswer>>([answer]);
    }
}
