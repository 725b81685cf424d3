namespace Trainyard.Persistence.Documents.Sqlite;

/// <summary>A table for a collection, a column and an index for each index of it.</summary>
internal static class SqliteSchema
{
    /// <summary>
    /// Brings the table to what the collection says, in one transaction that processes take turns for.
    /// </summary>
    public static void Ensure<T>(SqliteLane lane, DocumentCollection<T> collection)
        where T : class
    {
        var table = collection.Name;
        lane.Run("BEGIN IMMEDIATE");
        try
        {
            lane.Run(
                $"CREATE TABLE IF NOT EXISTS \"{table}\" "
                + "(id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL)");
            var columns = Columns(lane, table);
            var added = collection.Indexes.Where(i => !columns.Contains(Column(i.Field))).ToList();
            foreach (var index in added) lane.Run($"ALTER TABLE \"{table}\" ADD COLUMN \"{Column(index.Field)}\"");
            if (added.Count > 0) Fill(lane, table, added);
            foreach (var index in collection.Indexes) Index(lane, table, index.Field, index.IsUnique);
            lane.Run("COMMIT");
        }
        catch
        {
            lane.RollBack();
            throw;
        }
    }

    /// <summary>The column of an index. The prefix keeps it apart from id, version and body.</summary>
    public static string Column(string field) => "by_" + field;

    private static HashSet<string> Columns(SqliteLane lane, string table)
    {
        using var reader = lane.Statement($"SELECT name FROM pragma_table_info('{table}')").ExecuteReader();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (reader.Read()) _ = names.Add(reader.GetString(0));
        return names;
    }

    private static void Fill<T>(SqliteLane lane, string table, List<DocumentIndex<T>> added)
        where T : class
    {
        var bodies = new List<(string Id, string Body)>();
        using (var reader = lane.Statement($"SELECT id, body FROM \"{table}\"").ExecuteReader())
        {
            while (reader.Read()) bodies.Add((reader.GetString(0), reader.GetString(1)));
        }

        var assignments = string.Join(", ", added.Select((index, at) => $"\"{Column(index.Field)}\" = ${at + 2}"));
        foreach (var (id, body) in bodies)
        {
            var document = DocumentJson.Read<T>(System.Text.Encoding.UTF8.GetBytes(body));
            object?[] values = [id, .. added.Select(index => CollectionRules.IndexValue(index.Value(document)))];
            _ = lane.Statement($"UPDATE \"{table}\" SET {assignments} WHERE id = $1", values).ExecuteNonQuery();
        }
    }

    private static void Index(SqliteLane lane, string table, string field, bool isUnique)
    {
        var (wanted, other) = ($"{table}_{field}", $"{table}_{field}_unique");
        if (isUnique) (wanted, other) = (other, wanted);
        lane.Run($"DROP INDEX IF EXISTS \"{other}\"");
        var kind = isUnique ? "UNIQUE INDEX" : "INDEX";
        lane.Run($"CREATE {kind} IF NOT EXISTS \"{wanted}\" ON \"{table}\" (\"{Column(field)}\")");
    }
}
