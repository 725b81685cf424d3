using Trainyard.Contracts;
using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.Snapshots;

namespace Trainyard.Ingestion.CheckData;

/// <summary>
/// Names the first row that breaks each broken rule; only when something is broken, for those that people read of, and
/// a few rules at a time: what a query costs DuckDB grows with the square of what it asks.
/// </summary>
internal sealed class Offenders(DuckSession session, string path, int most, bool showValues)
{
    /// <summary>Rules that one query looks for.</summary>
    private const int AtOnce = 25;

    public async Task<List<RuleAnswer>> Locate(IReadOnlyList<RuleAnswer> answers, CancellationToken cancellation)
    {
        var located = answers.ToList();
        var broken = Enumerable.Range(0, located.Count).Where(i => located[i] is { Holds: false, Offends: not null })
            .OrderBy(i => located[i].Warns).Take(most);
        foreach (var some in broken.Chunk(AtOnce))
        {
            var found = await First([.. some.Select(i => located[i])], cancellation);
            foreach (var (at, index) in some.Index())
                located[index] = WithRow(located[index], found.AsSpan(3 * at, 3));
        }

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

    private async Task<object?[]> First(RuleAnswer[] broken, CancellationToken cancellation)
    {
        var questions = broken.Select(answer =>
        {
            var (x, where) = (Sql.Name(answer.Column!), answer.Offends);
            return $"min(file_row_number) FILTER (WHERE {where}), count(*) FILTER (WHERE {where}), "
                + $"CAST(arg_min({x}, file_row_number) FILTER (WHERE {where}) AS VARCHAR)";
        });
        return (await session.Query(
            $"""
            SELECT {string.Join(", ", questions)}
            FROM read_parquet({Sql.File(path)}, hive_partitioning = false, file_row_number = true)
            """,
            cancellation))[0];
    }

    private RuleAnswer WithRow(RuleAnswer answer, ReadOnlySpan<object?> found)
    {
        var row = Convert.ToInt64(found[0]) + 1;
        if (found[2] is not string value || !showValues)
            return answer with { Row = row };
        var count = Convert.ToInt64(found[1]);
        return answer with
        {
            Row = row,
            Observed = Shown.Value(value),
            Complaint = $"column {Shown.Value(answer.Column)} is {Shown.Value(value)}; allowed: {answer.Allowed}."
                + (count == 1 ? " No other row breaks this rule" : $" {count} rows break this rule"),
        };
    }

    private static string Capital(string text)
    {
        var ended = text.EndsWith('.') || text.EndsWith('?') ? text : text + ".";
        return string.Concat(char.ToUpperInvariant(ended[0]).ToString(), ended.AsSpan(1));
    }
}
