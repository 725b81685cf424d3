using System.Globalization;
using System.Text;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Jobs.Budget;
using Trainyard.Pipelines;

namespace Trainyard.Ingestion.FetchData.Look;

/// <summary>The values of the rows that were looked at, read where somebody asks for them.</summary>
internal sealed class LookedValues(string snapshot, WorkShare share) : IDisposable
{
    /// <summary>Values of a column that are given.</summary>
    private const int Most = 20;

    private readonly Lazy<DuckSession> _session = new(() => new DuckSession(share, snapshot + ".spill", snapshot));

    /// <summary>The different values of a column, as texts in order; not all of them where there are many.</summary>
    public async Task<List<string>> Of(string column, CancellationToken cancellation)
    {
        var name = Sql.Name(column);
        var rows = await _session.Value.Query(
            $"SELECT DISTINCT {name} FROM read_parquet({Sql.File(snapshot)}) WHERE {name} IS NOT NULL"
            + $" ORDER BY 1 LIMIT {Most}",
            cancellation);
        return [.. rows.Select(row => Convert.ToString(row[0], CultureInfo.InvariantCulture)!)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether values stay words whatever the others are: what has no digit and is no sign of a missing value,
    /// no other rows make a number or a time.</summary>
    public static bool StayWords(List<string> values) => values.Count > 0 && values.TrueForAll(value =>
        ValueReader.Kind(Encoding.UTF8.GetBytes(value)) is ValueKind.Text && !value.Any(char.IsDigit));

    public void Dispose()
    {
        if (_session.IsValueCreated)
            _session.Value.Dispose();
    }
}
