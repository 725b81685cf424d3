using Trainyard.Contracts;
using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.Snapshots;

namespace Trainyard.Ingestion.CheckData;

/// <summary>
/// Names the first row that breaks each broken rule; one more pass, and only when something is broken.
/// </summary>
internal sealed class Offenders(DuckSession session, string path)
{
    public async Task<List<RuleAnswer>> Locate(IReadOnlyList<RuleAnswer> answers, CancellationToken cancellation)
    {
        var located = answers.ToList();
        var broken =
            Enumerable.Range(0, located.Count).Where(i => located[i] is { Holds: false, Offends: not null }).ToList();
        if (broken.Count == 0)
            return located;
        var questions = broken.Select(i =>
        {
            var (x, where) = (Sql.Name(located[i].Column!), located[i].Offends);
            return $"min(file_row_number) FILTER (WHERE {where}), count(*) FILTER (WHERE {where}), "
                + $"CAST(arg_min({x}, file_row_number) FILTER (WHERE {where}) AS VARCHAR)";
        });
        var found = (await session.Query(
            $"""
            SELECT {string.Join(", ", questions)}
            FROM read_parquet({Sql.File(path)}, hive_partitioning = false, file_row_number = true)
            """,
            cancellation))[0];
        for (var at = 0; at < broken.Count; at++)
            located[broken[at]] = WithRow(located[broken[at]], found.AsSpan(3 * at, 3));
        return located;
    }

    public static Finding Finding(RuleAnswer answer) => new()
    {
        Rule = answer.Rule,
        Message = answer.Row is { } row ? $"Row {row}: {answer.Complaint}." : $"{Capital(answer.Complaint)}",
        Column = answer.Column,
        Row = answer.Row,
        Observed = answer.Observed,
        Allowed = answer.Allowed,
        IsWarning = answer.Warns,
    };

    private static RuleAnswer WithRow(RuleAnswer answer, ReadOnlySpan<object?> found)
    {
        var row = Convert.ToInt64(found[0]) + 1;
        if (found[2] is not string value)
            return answer with { Row = row };
        var count = Convert.ToInt64(found[1]);
        return answer with
        {
            Row = row,
            Observed = Shown.Value(value),
            Complaint = $"column {answer.Column} is {Shown.Value(value)}; allowed: {answer.Allowed}."
                + (count == 1 ? " No other row breaks this rule" : $" {count} rows break this rule"),
        };
    }

    private static string Capital(string text)
    {
        var ended = text.EndsWith('.') || text.EndsWith('?') ? text : text + ".";
        return string.Concat(char.ToUpperInvariant(ended[0]).ToString(), ended.AsSpan(1));
    }
}
