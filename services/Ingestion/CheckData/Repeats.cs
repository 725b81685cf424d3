using Trainyard.Ingestion.Snapshots;

namespace Trainyard.Ingestion.CheckData;

/// <summary>Looks for rows that repeat an earlier one. Missing values equal each other here.</summary>
internal sealed class Repeats(DuckSession session, string path)
{
    public async Task<(long Count, long? Row, long? First)> Find(
        IReadOnlyList<string> columns, CancellationToken cancellation)
    {
        var key = string.Join(", ", columns.Select(Sql.Name));
        var from = $"read_parquet({Sql.File(path)}, hive_partitioning = false, file_row_number = true)";
        var counted = (await session.Query(
            $"SELECT CAST(coalesce(sum(n - 1), 0) AS BIGINT) FROM (SELECT count(*) AS n FROM {from} GROUP BY {key})",
            cancellation))[0];
        var count = Convert.ToInt64(counted[0]);
        if (count == 0)
            return (0, null, null);
        // Which rows repeat costs more memory than whether some do; so it is asked only now.
        var rows = (await session.Query(
            $"""
            SELECT min(r[2]), arg_min(r[1], r[2])
            FROM (SELECT min(file_row_number, 2) AS r FROM {from} GROUP BY {key} HAVING count(*) > 1)
            """,
            cancellation))[0];
        return (count, Convert.ToInt64(rows[0]) + 1, Convert.ToInt64(rows[1]) + 1);
    }
}
