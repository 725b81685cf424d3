using System.Text;

namespace Trainyard.Persistence.Documents.Sqlite;

/// <summary>A table for a collection, a column and an index for each index of it.</summary>
internal static class SqliteSchema
{
    /// <summary>Columns beside the body that every table has: the blobs it names, and what a list shows.</summary>
    private static readonly string[] Beside = ["blobs", "shown"];

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
            // What is read without the body lies before it: a row that is longer than a page is read up to there.
            var indexed = string.Concat(collection.Indexes.Select(index => $"\"{Column(index.Field)}\", "));
            lane.Run(
                $"CREATE TABLE IF NOT EXISTS \"{table}\" (id TEXT PRIMARY KEY, version INTEGER NOT NULL, blobs TEXT, "
                + $"shown TEXT, {indexed}body TEXT NOT NULL)");
            var columns = Columns(lane, table);
            string[] wanted = [.. Beside, .. collection.Indexes.Select(index => Column(index.Field))];
            var added = wanted.Where(column => !columns.Contains(column)).ToList();
            foreach (var column in added) lane.Run($"ALTER TABLE \"{table}\" ADD COLUMN \"{column}\"");
            if (added.Count > 0) Fill(lane, collection);
            foreach (var index in collection.StoredIndexes) Index(lane, table, index.Fields, index.IsUnique);
            lane.Run("COMMIT");
        }
        catch
        {
            lane.RollBack();
            throw;
        }
    }

    /// <summary>The column of an index. The prefix keeps it apart from the others.</summary>
    public static string Column(string field) => "by_" + field;

    /// <summary>What is written of a document, in this order: the body, then what is stored beside it.</summary>
    public static IEnumerable<object?> Values<T>(DocumentCollection<T> collection, T document)
        where T : class
    {
        var body = DocumentJson.Write(document);
        return
        [
            Encoding.UTF8.GetString(body),
            string.Join(' ', BlobNames.In(body)),
            collection.Row is { } row ? Encoding.UTF8.GetString(DocumentJson.Write(row(document))) : null,
            .. collection.Indexes.Select(index => CollectionRules.IndexValue(index.Value(document))),
        ];
    }

    public static HashSet<string> Columns(SqliteLane lane, string table)
    {
        using var reader = lane.Statement($"SELECT name FROM pragma_table_info('{table}')").ExecuteReader();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (reader.Read()) _ = names.Add(reader.GetString(0));
        return names;
    }

    private static void Fill<T>(SqliteLane lane, DocumentCollection<T> collection)
        where T : class
    {
        var ids = new List<string>();
        using (var reader = lane.Statement($"SELECT id FROM \"{collection.Name}\"").ExecuteReader())
        {
            while (reader.Read()) ids.Add(reader.GetString(0));
        }

        string[] columns = [.. Beside, .. collection.Indexes.Select(index => Column(index.Field))];
        var changes = string.Join(", ", columns.Select((column, at) => $"\"{column}\" = ${at + 2}"));
        foreach (var id in ids)
        {
            var body = (string)lane.Statement($"SELECT body FROM \"{collection.Name}\" WHERE id = $1", id)
                .ExecuteScalar()!;
            var document = DocumentJson.Read<T>(Encoding.UTF8.GetBytes(body), collection.Name, id);
            object?[] values = [id, .. Values(collection, document).Skip(1)];
            _ = lane.Statement($"UPDATE \"{collection.Name}\" SET {changes} WHERE id = $1", values)
                .ExecuteNonQuery();
        }
    }

    private static void Index(SqliteLane lane, string table, IReadOnlyList<string> fields, bool isUnique)
    {
        var name = $"{table}_{string.Join('-', fields)}";
        var (wanted, other) = (name, name + "_unique");
        if (isUnique) (wanted, other) = (other, wanted);
        lane.Run($"DROP INDEX IF EXISTS \"{other}\"");
        var kind = isUnique ? "UNIQUE INDEX" : "INDEX";
        // Whatever has the same value comes in the order of its id, so that a page begins where the last one ended.
        var columns = fields.Select(field => $"\"{Column(field)}\"").Concat(isUnique ? [] : ["id"]);
        lane.Run($"CREATE {kind} IF NOT EXISTS \"{wanted}\" ON \"{table}\" ({string.Join(", ", columns)})");
    }
}
