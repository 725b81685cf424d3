using System.Collections;
using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.CheckData;

/// <summary>All that the rules ask of a snapshot, answered in one pass over each of its columns.</summary>
internal sealed class SnapshotFacts
{
    /// <summary>The quantiles that the report gives.</summary>
    public static readonly double[] Quantiles = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>Columns that one query looks at: what a query costs grows with the square of what it asks.</summary>
    private const int AtOnce = 250;

    /// <summary>Bytes that the quantiles of one value take while they are looked for.</summary>
    private const long OfValue = 16;

    private readonly Dictionary<string, ColumnFacts> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    private SnapshotFacts()
    {
    }

    public long Rows { get; private set; }

    public IReadOnlyList<ColumnFacts> Columns { get; private set; } = [];

    public ColumnFacts? Find(string column) => _byName.GetValueOrDefault(column);

    /// <summary>How many rows meet a condition that was asked for.</summary>
    public long Count(string condition) => _counts[condition];

    /// <summary>Profiles a snapshot.</summary>
    /// <param name="session">A session that may read it.</param>
    /// <param name="path">The file.</param>
    /// <param name="counted">Conditions to count the rows of; columns that are not there are left out.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<SnapshotFacts> Read(
        DuckSession session, string path, IReadOnlyList<RowCondition> counted,
        CancellationToken cancellation)
    {
        var from = $"read_parquet({Sql.File(path)}, hive_partitioning = false)";
        var described = await session.Query($"DESCRIBE SELECT * FROM {from}", cancellation);
        var types = described.Select(d => (Name: (string)d[0]!, Type: SnapshotTypes.From((string)d[1]!)
            ?? throw new InvalidDataException($"A snapshot has no columns of type {d[1]}."))).ToList();
        var conditions = counted.ToLookup(c => c.Column, StringComparer.Ordinal);
        var rows = Convert.ToInt64((await session.Query($"SELECT count(*) FROM {from}", cancellation))[0][0]);
        var facts = new SnapshotFacts { Rows = rows };
        foreach (var part in await Task.WhenAll(types.Chunk(AtOnceOf(rows, session))
            .Select(some => facts.Ask(session, from, some, conditions, cancellation))))
        {
            part();
        }

        facts.Columns = [.. types.Select(t => facts._byName[t.Name])];
        return facts;
    }

    /// <summary>As many columns as the memory has room for: quantiles hold all values of theirs, and don't
    /// spill.</summary>
    private static int AtOnceOf(long rows, DuckSession session) =>
        (int)Math.Clamp(session.Memory / 2 / session.Lanes / (OfValue * Math.Max(1, rows)), 1, AtOnce);

    /// <summary>Asks, and gives what writes the answers down: several ask at once.</summary>
    private async Task<Action> Ask(
        DuckSession session, string from, (string Name, ColumnType Type)[] columns,
        ILookup<string, RowCondition> conditions, CancellationToken cancellation)
    {
        var asked = columns.SelectMany(t => conditions[t.Name].Select(c => c.Sql(t.Type))).Distinct().ToList();
        string[] aggregates =
        [
            .. columns.SelectMany(t => Aggregates(t.Name, t.Type)),
            .. asked.Select(c => $"count(*) FILTER (WHERE {c})"),
        ];
        var answers =
            new Answers((await session.Query($"SELECT {string.Join(", ", aggregates)} FROM {from}", cancellation))[0]);
        return () =>
        {
            foreach (var (name, type) in columns)
                _byName[name] = Column(name, type, answers);
            foreach (var question in asked)
                _counts[question] = answers.Long();
        };
    }

    private static IEnumerable<string> Aggregates(string name, ColumnType type)
    {
        var x = Sql.Name(name);
        yield return $"count({x})";
        yield return $"least(approx_count_distinct({x}), count({x}))";
        yield return $"CAST(min({x}) AS VARCHAR)";
        yield return $"CAST(max({x}) AS VARCHAR)";
        if (type is not (ColumnType.Integer or ColumnType.Number))
            yield break;
        yield return $"CAST(min({x}) AS DOUBLE)";
        yield return $"CAST(max({x}) AS DOUBLE)";
        // Compensated, so that the order in which threads finish shows in no digit of the report.
        yield return $"favg({x})";
        yield return $"quantile_disc({x}, [{string.Join(", ", Quantiles.Select(Sql.Number))}])";
    }

    private ColumnFacts Column(string name, ColumnType type, Answers answers)
    {
        var nulls = Rows - answers.Long();
        var facts = new ColumnFacts
        {
            Name = name,
            Type = type,
            Nulls = nulls,
            NullShare = Rows == 0 ? 0 : (double)nulls / Rows,
            Distinct = answers.Long(),
            Min = answers.Text(),
            Max = answers.Text(),
        };
        if (type is not (ColumnType.Integer or ColumnType.Number))
            return facts;
        var (min, max, mean) = (answers.Double(), answers.Double(), answers.Double());
        var quantiles = answers.Doubles();
        return facts with
        {
            Range = min is null ? null : (min.Value, max!.Value),
            Mean = mean is null ? null : double.Parse(mean.Value.ToString("G12")),
            Quantiles = quantiles,
        };
    }

    /// <summary>The answers of one row, taken in the order of the questions.</summary>
    private sealed class Answers(object?[] row)
    {
        private int _next;

        public long Long() => Convert.ToInt64(row[_next++]);

        public double? Double() => row[_next++] is { } value ? Convert.ToDouble(value) : null;

        public string? Text() => row[_next++] is string text ? Shown.Value(text) : null;

        public double[]? Doubles() =>
            row[_next++] is IEnumerable list ? [.. list.Cast<object>().Select(Convert.ToDouble)] : null;
    }
}
