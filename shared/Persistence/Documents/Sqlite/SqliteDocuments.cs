using System.Text;
using Microsoft.Data.Sqlite;

namespace Trainyard.Persistence.Documents.Sqlite;

/// <summary>A collection in a table of a SQLite file.</summary>
internal sealed class SqliteDocuments<T> : IDocuments<T>, IStoredBeside
    where T : class
{
    private readonly SqliteDatabase _database;
    private readonly DocumentCollection<T> _collection;
    private readonly string _find;
    private readonly string _insert;
    private readonly string _replace;
    private readonly string _delete;

    public SqliteDocuments(SqliteDatabase database, DocumentCollection<T> collection)
    {
        (_database, _collection) = (database, collection);
        var table = _collection.Name;
        var columns = _collection.Indexes.Select(i => SqliteSchema.Column(i.Field)).ToList();
        var names = string.Concat(columns.Select(column => $", \"{column}\""));
        var values = string.Concat(columns.Select((_, at) => $", ${at + 5}"));
        var changes = string.Concat(columns.Select((column, at) => $", \"{column}\" = ${at + 6}"));
        _find = $"SELECT version, body, id FROM \"{table}\" WHERE id = $1";
        _insert = $"INSERT INTO \"{table}\" (id, version, body, blobs, shown{names}) "
            + $"VALUES ($1, 1, $2, $3, $4{values})";
        _replace = $"UPDATE \"{table}\" SET version = version + 1, body = $3, blobs = $4, shown = $5{changes} "
            + "WHERE id = $1 AND version = $2";
        _delete = $"DELETE FROM \"{table}\" WHERE id = $1";
    }

    public Task<Stored<T>?> Find(string id, CancellationToken cancellation) =>
        _database.Read(lane => Read(lane.Statement(_find, id), Stored).FirstOrDefault(), cancellation);

    public Task<bool> TryInsert(T document, CancellationToken cancellation)
    {
        object?[] values =
            [CollectionRules.CheckedId(_collection, document), .. SqliteSchema.Values(_collection, document)];
        return _database.Write(Insert, cancellation);

        bool Insert(SqliteLane lane)
        {
            try
            {
                return lane.Statement(_insert, values).ExecuteNonQuery() == 1;
            }
            catch (SqliteException failure) when (SqliteLane.IsTaken(failure))
            {
                return false;
            }
        }
    }

    public Task<bool> TryReplace(T document, long version, CancellationToken cancellation)
    {
        object?[] values =
            [CollectionRules.CheckedId(_collection, document), version, .. SqliteSchema.Values(_collection, document)];
        return _database.Write(Replace, cancellation);

        bool Replace(SqliteLane lane)
        {
            try
            {
                return lane.Statement(_replace, values).ExecuteNonQuery() == 1;
            }
            catch (SqliteException failure) when (SqliteLane.IsTaken(failure))
            {
                throw new DuplicateValueException(_collection.Name, failure);
            }
        }
    }

    public Task<IReadOnlyList<Stored<T>>> Query(DocumentQuery query, CancellationToken cancellation) =>
        Listed("version, body", query, Stored, cancellation);

    public Task<IReadOnlyList<Listed<TRow>>> Rows<TRow>(DocumentQuery query, CancellationToken cancellation)
        where TRow : class
    {
        _ = CollectionRules.CheckedRow(_collection);
        return Listed("shown", query, Row, cancellation);

        Listed<TRow> Row(SqliteDataReader reader) => new(
            DocumentJson.Read<TRow>(Encoding.UTF8.GetBytes(reader.GetString(0)), _collection.Name, reader.GetString(1)),
            Cursor(reader, 1));
    }

    public Task<long> Count(DocumentQuery query, CancellationToken cancellation)
    {
        var (sql, values) = Select("COUNT(*)", query);
        return _database.Read(
            lane => (long)lane.Statement(sql.ToString(), values.ToArray()).ExecuteScalar()!, cancellation);
    }

    public Task<bool> Delete(string id, CancellationToken cancellation) =>
        _database.Write(lane => lane.Statement(_delete, id).ExecuteNonQuery() == 1, cancellation);

    public Task<bool> TryDelete(string id, long version, CancellationToken cancellation) =>
        _database.Write(
            lane => lane.Statement(_delete + " AND version = $2", id, version).ExecuteNonQuery() == 1, cancellation);

    public IAsyncEnumerable<StoredLie> Lies(bool ofBlobs, CancellationToken cancellation) =>
        SqliteBeside.Lies(_database, _collection, ofBlobs, cancellation);

    private Stored<T> Stored(SqliteDataReader reader) =>
        new(
            DocumentJson.Read<T>(Encoding.UTF8.GetBytes(reader.GetString(1)), _collection.Name, reader.GetString(2)),
            reader.GetInt64(0))
        {
            Cursor = reader.FieldCount > 3 ? Cursor(reader, 2) : null,
        };

    /// <summary>The id, and the value that is sorted by.</summary>
    private static DocumentCursor Cursor(SqliteDataReader reader, int at) =>
        new(reader.IsDBNull(at + 1) ? null : reader.GetValue(at + 1), reader.GetString(at));

    private static List<TResult> Read<TResult>(SqliteCommand command, Func<SqliteDataReader, TResult> read)
    {
        using var reader = command.ExecuteReader();
        var rows = new List<TResult>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    private Task<IReadOnlyList<TResult>> Listed<TResult>(
        string what, DocumentQuery query, Func<SqliteDataReader, TResult> read, CancellationToken cancellation)
    {
        var order = query.OrderBy is null ? "NULL" : Column(query.OrderBy);
        var (sql, values) = Select($"{what}, id, {order}", query);
        var direction = query.Descending ? " DESC" : "";
        if (query.After is { } after)
            _ = sql.Append(values.Count == 0 ? " WHERE " : " AND ").Append(Beyond(query, after, values));
        _ = sql.Append(" ORDER BY ");
        if (query.OrderBy is not null) _ = sql.Append(order).Append(direction).Append(", ");
        _ = sql.Append($"id{direction} LIMIT ${values.Count + 1} OFFSET ${values.Count + 2}");
        values.AddRange([(long)query.Limit, (long)query.Skip]);
        return _database.Read<IReadOnlyList<TResult>>(
            lane => Read(lane.Statement(sql.ToString(), values.ToArray()), read), cancellation);
    }

    /// <summary>What comes after a cursor.</summary>
    private string Beyond(DocumentQuery query, DocumentCursor after, List<object?> values)
    {
        var beyond = query.Descending ? "<" : ">";
        values.Add(after.Id);
        var id = $"id {beyond} ${values.Count}";
        if (query.OrderBy is null)
            return id;
        var column = Column(query.OrderBy);
        if (after.Value is null)
            return query.Descending ? $"({column} IS NULL AND {id})" : $"({column} IS NOT NULL OR {id})";
        values.Add(CollectionRules.IndexValue(after.Value));
        return $"({column}, id) {beyond} (${values.Count}, ${values.Count - 1})";
    }

    private (StringBuilder Sql, List<object?> Values) Select(string what, DocumentQuery query)
    {
        var values = new List<object?>();
        var sql = new StringBuilder($"SELECT {what} FROM \"{_collection.Name}\"");
        foreach (var condition in query.Where)
        {
            _ = sql.Append(values.Count == 0 ? " WHERE " : " AND ").Append(Column(condition.Field));
            values.Add(CollectionRules.IndexValue(condition.Value));
            _ = sql.Append(Operator(condition.Comparison)).Append('$').Append(values.Count);
        }

        return (sql, values);
    }

    private static string Operator(Comparison comparison) => comparison switch
    {
        Comparison.Equal => " IS ",
        Comparison.AtMost => " <= ",
        Comparison.AtLeast => " >= ",
        var other => throw new InvalidOperationException($"No operator is known for {other}."),
    };

    private string Column(string field) =>
        $"\"{SqliteSchema.Column(CollectionRules.CheckedField(_collection, field))}\"";
}
