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
        schema.DemandOnce(path, [.. NamesIn(path, duck, cancellation).Select(schema.Name)]);
        var columns = ColumnsOf(path, duck, rows, cancellation);
        schema.Demand(path, [.. columns.Select(column => column.Name)]);
        await using var command = duck.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(column => column.Sql))} FROM {rows}";
        // Without this all rows are in memory before the first is given.
        command.UseStreamingMode = true;
        await using var stop = cancellation.Register(command.Cancel);
        await using var reader = Duck.Said(path, command.ExecuteReader, cancellation);
        while (Duck.Said(path, reader.Read, cancellation))
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

    // As the file has them: DuckDB gives the second of two equal names another one. What lies in a column comes behind
    // it.
    private static List<string> NamesIn(string path, DuckDBConnection duck, CancellationToken cancellation)
    {
        using var command = duck.CreateCommand();
        command.CommandText =
            $"SELECT name, coalesce(num_children, 0) FROM parquet_schema({Duck.Text(Duck.Pattern(path))})";
        using var reader = Duck.Said(path, command.ExecuteReader, cancellation);
        var names = new List<string>();
        // The first is the file itself.
        var inside = reader.Read() ? 0L : -1;
        while (inside >= 0 && reader.Read())
        {
            if (inside == 0)
                names.Add(reader.GetString(0));
            inside += reader.GetInt64(1) - (inside == 0 ? 0 : 1);
        }

        return names;
    }

    private List<Column> ColumnsOf(
        string path, DuckDBConnection duck, string rows, CancellationToken cancellation)
    {
        using var command = duck.CreateCommand();
        command.CommandText = $"DESCRIBE SELECT * FROM {rows}";
        using var reader = Duck.Said(path, command.ExecuteReader, cancellation);
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
            _ when !IsRead(type) => throw new CommandException(
                $"The rows can't be read: column '{written}' is of Parquet type {type}. It should be text, a number, "
                + "true or false, a day or a time."),
            (_, "VARCHAR") => new(name, x, Kind.Text),
            // Some writers leave the mark out that bytes are text.
            (_, "BLOB") => new(name, $"decode({x})", Kind.Text),
            // As they are words where a pipeline declares them so: a whole number has no point, also where it is a
            // float for the sake of those that are missing.
            ("category" or "text", _) when isFloat => new(
                name,
                WithoutPoint(x, Text(x)),
                Kind.Text),
            ("category" or "text", "TIMESTAMP_NS" or "TIMESTAMP_MS" or "TIMESTAMP_S") =>
                new(name, Text($"CAST({x} AS TIMESTAMP)"), Kind.Text),
            ("category" or "text", "TIMESTAMP WITH TIME ZONE") =>
                new(name, $"CAST({x} AT TIME ZONE 'UTC' AS VARCHAR)", Kind.Text),
            ("date" or "timestamp", _) when isFloat => new(
                name,
                WithoutPoint(x, Text($"CAST({x} AS DOUBLE)")),
                Kind.Number),
            // What is no number means that the value is missing: some writers have no other way to say so.
            ("integer" or "number" or "boolean", _) when isFloat =>
                new(name, $"CASE WHEN NOT isnan({x}) THEN CAST(CAST({x} AS DOUBLE) AS VARCHAR) END", Kind.Number),
            ("category" or "text", _) => new(name, Text(x), Kind.Text),
            (_, "BOOLEAN") => new(name, Text(x), Kind.Truth),
            _ when IsWhole(type) => new(name, Text(x), Kind.Number),
            (_, "DATE" or "TIMESTAMP" or "TIMESTAMP_NS" or "TIMESTAMP_MS" or "TIMESTAMP_S") =>
                new(name, Time(x, $"CAST({x} AS TIMESTAMP)", ""), Kind.Text),
            (_, "TIMESTAMP WITH TIME ZONE") => new(name, Time(x, $"{x} AT TIME ZONE 'UTC'", "Z"), Kind.Text),
            (_, "UUID") => new(name, Text(x), Kind.Text),
            _ when IsEnum(type) => new(name, Text(x), Kind.Text),
            _ => throw new InvalidOperationException($"A column of type {type} is read in no way that is known here."),
        };
    }

    private static string WithoutPoint(string x, string otherwise) =>
        $"CASE WHEN isnan({x}) THEN NULL WHEN abs({x}) < 1e15 AND {x} = trunc({x})"
        + $" THEN CAST(CAST({x} AS BIGINT) AS VARCHAR) ELSE {otherwise} END";

    // With T and a fraction: in a form of the source, where day and month may change places, hardly anybody has both.
    private static string Time(string x, string time, string zone) =>
        $"CASE WHEN isfinite({x}) THEN strftime({time}, '%Y-%m-%dT%H:%M:%S.%f{zone}') ELSE {Text(x)} END";

    private static string Text(string x) => $"CAST({x} AS VARCHAR)";

    private static bool IsRead(string type) => IsWhole(type) || IsEnum(type)
        || type is "VARCHAR" or "BLOB" or "UUID" or "BOOLEAN" or "FLOAT" or "DOUBLE" or "DATE" or "TIMESTAMP"
            or "TIMESTAMP_NS" or "TIMESTAMP_MS" or "TIMESTAMP_S" or "TIMESTAMP WITH TIME ZONE";

    private static bool IsEnum(string type) =>
        type.StartsWith("ENUM(", StringComparison.Ordinal) && !type.EndsWith(']');

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
