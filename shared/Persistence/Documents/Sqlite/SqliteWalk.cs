using System.Text;

namespace Trainyard.Persistence.Documents.Sqlite;

/// <summary>Reads what is in a file, whatever that is.</summary>
internal static class SqliteWalk
{
    public static IReadOnlyList<string> Tables(SqliteLane lane)
    {
        using var reader = lane
            .Statement(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name")
            .ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    /// <summary>The blobs that rows after a number name, each row with its own number.</summary>
    public static IReadOnlyList<(long Number, IReadOnlyList<string> Names)> Page(
        SqliteLane lane, string table, long after, int size)
    {
        // Where they were not written beside a document yet, as a file of an earlier version, it says them itself.
        var columns = SqliteSchema.Columns(lane, table);
        var (names, body) = columns.Contains("blobs")
            ? ("blobs", "CASE WHEN blobs IS NULL THEN body END")
            : ("NULL", "body");
        using var reader = lane
            .Statement(
                $"SELECT rowid, {names}, {body} FROM \"{table}\" WHERE rowid > $1 ORDER BY rowid LIMIT $2", after,
                (long)size)
            .ExecuteReader();
        var rows = new List<(long, IReadOnlyList<string>)>();
        while (reader.Read())
        {
            rows.Add((reader.GetInt64(0), reader.IsDBNull(1)
                ? BlobNames.In(Encoding.UTF8.GetBytes(reader.GetString(2)))
                : reader.GetString(1).Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        }

        return rows;
    }
}
