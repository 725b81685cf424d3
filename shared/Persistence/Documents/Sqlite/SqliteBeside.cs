using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Trainyard.Persistence.Documents.Sqlite;

/// <summary>Reads a table from one end to the other, and compares what lies beside each record with it.</summary>
internal static class SqliteBeside
{
    private const int PageSize = 500;

    /// <summary>In pages, as <see cref="SqliteDatabase.BlobNames"/> reads.</summary>
    public static async IAsyncEnumerable<StoredLie> Lies<T>(
        SqliteDatabase database, DocumentCollection<T> collection, bool ofBlobs,
        [EnumeratorCancellation] CancellationToken cancellation)
        where T : class
    {
        // What has nothing beside it but names of blobs need not be read for the rest.
        if (!ofBlobs && collection is { Row: null, Indexes.Count: 0 })
            yield break;
        for (var (last, isLast) = (0L, false); !isLast;)
        {
            cancellation.ThrowIfCancellationRequested();
            var (lies, count, next) = await database.Read(lane => Page(lane, collection, ofBlobs, last), cancellation);
            foreach (var lie in lies)
                yield return lie;
            (last, isLast) = (next, count < PageSize);
        }
    }

    private static (List<StoredLie> Lies, int Count, long Last) Page<T>(
        SqliteLane lane, DocumentCollection<T> collection, bool ofBlobs, long after)
        where T : class
    {
        // What a file of an earlier version does not have yet says nothing.
        var columns = SqliteSchema.Columns(lane, collection.Name);
        var fields = collection.Indexes.Select(index => index.Field)
            .Where(field => columns.Contains(SqliteSchema.Column(field))).ToList();
        var indexed = string.Concat(fields.Select(field => $", \"{SqliteSchema.Column(field)}\""));
        using var reader = lane
            .Statement(
                $"SELECT rowid, id, body, {Optional("blobs")}, {Optional("shown")}{indexed} "
                + $"FROM \"{collection.Name}\" WHERE rowid > $1 ORDER BY rowid LIMIT $2", after, (long)PageSize)
            .ExecuteReader();
        var (lies, count, last) = (new List<StoredLie>(), 0, after);
        for (; reader.Read(); count++)
        {
            last = reader.GetInt64(0);
            var stored = Beside(reader, fields);
            if ((ofBlobs ? stored.LieOfBlobs(collection.Name) : stored.LieIn(collection)) is { } lie)
                lies.Add(lie);
        }

        return (lies, count, last);

        string Optional(string column) => columns.Contains(column) ? column : "NULL";
    }

    private static StoredBeside Beside(SqliteDataReader reader, List<string> fields) => new(
        reader.GetString(1),
        Encoding.UTF8.GetBytes(reader.GetString(2)),
        reader.IsDBNull(3) ? null : reader.GetString(3).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        reader.IsDBNull(4) ? null : Encoding.UTF8.GetBytes(reader.GetString(4)),
        fields.Select((field, at) => (field, Value: reader.IsDBNull(at + 5) ? null : reader.GetValue(at + 5)))
            .ToDictionary(one => one.field, one => one.Value, StringComparer.Ordinal));
}
