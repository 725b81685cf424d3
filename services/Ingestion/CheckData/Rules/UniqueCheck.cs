using Trainyard.Pipelines.Quality;

namespace Trainyard.Ingestion.CheckData.Rules;

internal sealed class UniqueCheck(UniqueRule rule) : IRuleCheck<UniqueRule>
{
    public IEnumerable<string> Named => rule.Columns;

    public async Task<IReadOnlyList<RuleAnswer>> Answers(CheckedSnapshot snapshot, CancellationToken cancellation)
    {
        var facts = snapshot.Facts;
        if (rule.Columns.FirstOrDefault(c => facts.Find(c) is null) is { } absent)
            return [snapshot.Absent("unique", absent)];

        var columns = rule.Columns.Count > 0 ? rule.Columns : [.. facts.Columns.Select(c => c.Name)];
        var among = rule.Columns.Count > 0 ? string.Join(", ", columns) : "all columns";
        var (count, row, first) = await snapshot.Repeats.Find(columns, cancellation);
        var answer = new RuleAnswer
        {
            Rule = "unique",
            Column = columns.Count == 1 ? columns[0] : null,
            Observed = ColumnRules.Plural(count, "repeated row"),
            Allowed = $"each row once, in {among}",
            Holds = count == 0,
            Row = row,
            Complaint = $"it equals row {first} in {among}; {ColumnRules.Plural(count, "row")} repeat an earlier one",
        };
        return [answer];
    }
}
