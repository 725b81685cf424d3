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

    /// <summary>Rows after a number, each with its own.</summary>
    public static IReadOnlyList<(long Number, byte[] Body)> Page(SqliteLane lane, string table, long after, int size)
    {
        using var reader = lane
            .Statement(
                $"SELECT rowid, body FROM \"{table}\" WHERE rowid > $1 ORDER BY rowid LIMIT $2", after, (long)size)
            .ExecuteReader();
        var rows = new List<(long, byte[])>();
        while (reader.Read()) rows.Add((reader.GetInt64(0), Encoding.UTF8.GetBytes(reader.GetString(1))));
        return rows;
    }
}
