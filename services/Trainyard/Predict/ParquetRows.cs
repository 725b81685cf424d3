using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;

namespace Trainyard.Cli.Predict;

/// <summary>Rows of a Parquet file. Its texts are sent as texts, and what has a type of its own as a value of JSON that
/// can't be taken for another one.</summary>
internal sealed class ParquetRows(ModelSchema schema)
{
    public async IAsyncEnumerable<JsonObject> Read(
        string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var duck = Duck.Open();
        var rows = $"read_parquet({Duck.Text(Duck.Pattern(path))}, hive_partitioning = false)";
        var columns = ColumnsOf(path, duck, rows);
        schema.Demand(path, [.. columns.Select(column => column.Name)]);
        await using var command = duck.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(column => column.Sql))} FROM {rows}";
        // Without this all rows are in memory before the first is given.
        command.UseStreamingMode = true;
        await using var stop = cancellation.Register(command.Cancel);
        await using var reader = Duck.Said(path, command.ExecuteReader);
        while (Duck.Said(path, reader.Read))
        {
            cancellation.ThrowIfCancellationRequested();
            var row = new JsonObject();
            for (var i = 0; i < columns.Count; i++)
                row[columns[i].Name] = reader.IsDBNull(i) ? null : Value(columns[i], reader.GetString(i));
            yield return row;
        }
    }

    // An infinity goes as it is: the server says what would be right.
    private static JsonNode? Value(Column column, string text) => column.Kind switch
    {
        Kind.Text => text,
        Kind.Truth => text == "true",
        Kind.Number when !double.TryParse(text, CultureInfo.InvariantCulture, out var number)
            || double.IsInfinity(number) => text,
        Kind.Number => JsonNode.Parse(text),
        var other => throw new InvalidOperationException($"A cell is no {other}."),
    };

    private List<Column> ColumnsOf(string path, DuckDBConnection duck, string rows)
    {
        using var command = duck.CreateCommand();
        command.CommandText = $"DESCRIBE SELECT * FROM {rows}";
        using var reader = Duck.Said(path, command.ExecuteReader);
        var (name, type) = (reader.GetOrdinal("column_name"), reader.GetOrdinal("column_type"));
        var columns = new List<Column>();
        while (reader.Read())
            columns.Add(ColumnOf(reader.GetString(name), reader.GetString(type)));
        return columns;
    }

    private Column ColumnOf(string written, string type)
    {
        var name = schema.Name(written);
        var x = $"\"{written.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        if (!schema.Needs(name))
            return new(name, "NULL", Kind.Text);
        var isFloat = type is "FLOAT" or "DOUBLE";
        return (schema.Types[name], type) switch
        {
            (_, "VARCHAR") => new(name, x, Kind.Text),
            // Some writers leave the mark out that bytes are text.
            (_, "BLOB") => new(name, $"decode({x})", Kind.Text),
            // As they are words where a pipeline declares them so: a whole number has no point, also where it is a
            // float for the sake of those that are missing.
            ("category" or "text", _) when isFloat => new(
                name,
                $"CASE WHEN isnan({x}) THEN NULL WHEN abs({x}) < 1e15 AND {x} = trunc({x})"
                    + $" THEN CAST(CAST({x} AS BIGINT) AS VARCHAR) ELSE CAST({x} AS VARCHAR) END",
                Kind.Text),
            ("category" or "text", "TIMESTAMP WITH TIME ZONE") =>
                new(name, $"CAST({x} AT TIME ZONE 'UTC' AS VARCHAR)", Kind.Text),
            ("date" or "timestamp", _) when isFloat => new(
                name,
                $"CASE WHEN isnan({x}) THEN NULL WHEN abs({x}) < 1e15 AND {x} = trunc({x})"
                    + $" THEN CAST(CAST({x} AS BIGINT) AS VARCHAR) ELSE CAST(CAST({x} AS DOUBLE) AS VARCHAR) END",
                Kind.Number),
            // What is no number means that the value is missing: some writers have no other way to say so.
            ("integer" or "number" or "boolean", _) when isFloat =>
                new(name, $"CASE WHEN NOT isnan({x}) THEN CAST(CAST({x} AS DOUBLE) AS VARCHAR) END", Kind.Number),
            ("category" or "text", _) => new(name, Text(x), Kind.Text),
            (_, "BOOLEAN") => new(name, Text(x), Kind.Truth),
            _ when IsWhole(type) => new(name, Text(x), Kind.Number),
            (_, "TIMESTAMP_NS" or "TIMESTAMP_MS" or "TIMESTAMP_S") =>
                new(name, Text($"CAST({x} AS TIMESTAMP)"), Kind.Text),
            _ => new(name, Text(x), Kind.Text),
        };
    }

    private static string Text(string x) => $"CAST({x} AS VARCHAR)";

    private static bool IsWhole(string type) => type is "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT"
        or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "UHUGEINT"
        || (type.StartsWith("DECIMAL(", StringComparison.Ordinal) && !type.EndsWith(']'));

    private enum Kind
    {
        Text,
        Truth,
        Number,
    }

    private sealed record Column(string Name, string Sql, Kind Kind);
}
