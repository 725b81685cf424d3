using System.Text;
using Microsoft.Data.Sqlite;

namespace Trainyard.Persistence.Documents.Sqlite;

/// <summary>A collection in a table of a SQLite file.</summary>
internal sealed class SqliteDocuments<T> : IDocuments<T>
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
        var values = string.Concat(columns.Select((_, at) => $", ${at + 3}"));
        var changes = string.Concat(columns.Select((column, at) => $", \"{column}\" = ${at + 4}"));
        _find = $"SELECT version, body FROM \"{table}\" WHERE id = $1";
        _insert = $"INSERT INTO \"{table}\" (id, version, body{names}) VALUES ($1, 1, $2{values})";
        _replace = $"UPDATE \"{table}\" SET version = version + 1, body = $3{changes} WHERE id = $1 AND version = $2";
        _delete = $"DELETE FROM \"{table}\" WHERE id = $1";
    }

    public Task<Stored<T>?> Find(string id, CancellationToken cancellation) =>
        _database.Read(lane => Rows(lane.Statement(_find, id)).FirstOrDefault(), cancellation);

    public Task<bool> TryInsert(T document, CancellationToken cancellation)
    {
        object?[] values = [CollectionRules.CheckedId(_collection, document), Body(document), .. Indexed(document)];
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
            [CollectionRules.CheckedId(_collection, document), version, Body(document), .. Indexed(document)];
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

    public Task<IReadOnlyList<Stored<T>>> Query(DocumentQuery query, CancellationToken cancellation)
    {
        var (sql, values) = Select("version, body", query);
        var direction = query.Descending ? " DESC" : "";
        _ = sql.Append(" ORDER BY ");
        if (query.OrderBy is not null) _ = sql.Append(Column(query.OrderBy)).Append(direction).Append(", ");
        _ = sql.Append($"id{direction} LIMIT ${values.Count + 1} OFFSET ${values.Count + 2}");
        values.AddRange([(long)query.Limit, (long)query.Skip]);
        return _database.Read<IReadOnlyList<Stored<T>>>(
            lane => [.. Rows(lane.Statement(sql.ToString(), values.ToArray()))], cancellation);
    }

    public Task<long> Count(DocumentQuery query, CancellationToken cancellation)
    {
        var (sql, values) = Select("COUNT(*)", query);
        return _database.Read(
            lane => (long)lane.Statement(sql.ToString(), values.ToArray()).ExecuteScalar()!, cancellation);
    }

    public Task<bool> Delete(string id, CancellationToken cancellation) =>
        _database.Write(lane => lane.Statement(_delete, id).ExecuteNonQuery() == 1, cancellation);

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

    private static IEnumerable<Stored<T>> Rows(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var body = Encoding.UTF8.GetBytes(reader.GetString(1));
            yield return new Stored<T>(DocumentJson.Read<T>(body), reader.GetInt64(0));
        }
    }

    private static string Operator(Comparison comparison) => comparison switch
    {
        Comparison.Equal => " IS ",
        Comparison.AtMost => " <= ",
        Comparison.AtLeast => " >= ",
        var other => throw new InvalidOperationException($"No operator is known for {other}."),
    };

    private static string Body(T document) => Encoding.UTF8.GetString(DocumentJson.Write(document));

    private string Column(string field) =>
        $"\"{SqliteSchema.Column(CollectionRules.CheckedField(_collection, field))}\"";

    private IEnumerable<object?> Indexed(T document) =>
        _collection.Indexes.Select(index => CollectionRules.IndexValue(index.Value(document)));
}
