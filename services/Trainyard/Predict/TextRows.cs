using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Cli.Predict;

/// <summary>Rows of a CSV or Parquet file. Every value is read as text, so that nothing is guessed: the types are those
/// of the model.</summary>
internal sealed class TextRows(TypedTexts texts)
{
    private const string Delimiters = ",;\t|";

    public IAsyncEnumerable<JsonObject> OfCsv(string path, FileSource? source, CancellationToken cancellation)
    {
        var csv = source as CsvSource;
        var hasHeader = csv?.Header ?? true;
        var delimiter = DelimiterOf(path, csv?.Delimiter);
        return Read(
            path,
            $"""
            SELECT * FROM read_csv({Duck.Text(Duck.Pattern(path))}, all_varchar = true,
            header = {(hasHeader ? "true" : "false")}, delim = {Duck.Text(delimiter)}, quote = '"',
            escape = '"', comment = '', compression = 'none', hive_partitioning = false)
            """,
            cancellation,
            hasHeader);
    }

    public IAsyncEnumerable<JsonObject> OfParquet(string path, CancellationToken cancellation)
    {
        var rows = $"read_parquet({Duck.Text(Duck.Pattern(path))}, hive_partitioning = false)";
        return Read(
            path, $"SELECT COLUMNS(*)::VARCHAR FROM {rows}", cancellation, describes: $"DESCRIBE SELECT * FROM {rows}");
    }

    /// <summary>That of the source where the first line holds it, else the one it holds most of.</summary>
    internal static string DelimiterOf(string path, string? usual)
    {
        var isQuoted = false;
        var outside = new Dictionary<char, int>();
        foreach (var c in File.ReadLines(path).FirstOrDefault() ?? "")
        {
            isQuoted ^= c == '"';
            if (!isQuoted)
                outside[c] = outside.GetValueOrDefault(c) + 1;
        }

        if (usual is [var known] && outside.ContainsKey(known))
            return usual;
        var most = Delimiters.MaxBy(delimiter => outside.GetValueOrDefault(delimiter));
        return outside.ContainsKey(most) ? most.ToString() : usual ?? ",";
    }

    /// <param name="path">The file.</param>
    /// <param name="sql">Reads all columns, as texts.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="hasNames">Whether the file names its columns; where it does not, they are named by place as the
    /// pipeline names them.</param>
    /// <param name="describes">Gives the types that the columns have; null where all are texts.</param>
    private async IAsyncEnumerable<JsonObject> Read(
        string path, string sql, [EnumeratorCancellation] CancellationToken cancellation, bool hasNames = true,
        string? describes = null)
    {
        await using var duck = Duck.Open();
        var columnTypes = describes is null ? null : TypesOf(path, duck, describes);
        await using var command = duck.CreateCommand();
        command.CommandText = sql;
        // Without this all rows are in memory before the first is given.
        command.UseStreamingMode = true;
        await using var stop = cancellation.Register(command.Cancel);
        await using var reader = Said(path, command.ExecuteReader);
        var names = Enumerable.Range(0, reader.FieldCount)
            .Select(i => hasNames ? texts.Name(reader.GetName(i)) : $"column{i}").ToArray();
        texts.Demand(path, names);
        var typed = texts.OfTyped;
        var values = names.Select((_, i) => columnTypes is null || IsText(columnTypes[i]) ? texts : typed).ToArray();
        while (Said(path, reader.Read))
        {
            cancellation.ThrowIfCancellationRequested();
            var row = new JsonObject();
            for (var i = 0; i < names.Length; i++)
                row[names[i]] = values[i].Read(names[i], reader.IsDBNull(i) ? null : reader.GetString(i));
            yield return row;
        }
    }

    private static bool IsText(string type) =>
        type is "VARCHAR" or "UUID" or "BLOB" || type.StartsWith("ENUM(", StringComparison.Ordinal);

    private static List<string> TypesOf(string path, DuckDBConnection duck, string describes)
    {
        using var command = duck.CreateCommand();
        command.CommandText = describes;
        using var reader = Said(path, command.ExecuteReader);
        var types = new List<string>();
        while (reader.Read())
            types.Add(reader.GetString(reader.GetOrdinal("column_type")));
        return types;
    }

    private static T Said<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DuckDBException problem)
        {
            var lines = problem.Message.Split('\n', 3);
            throw new CommandException($"'{path}' can't be read: {string.Join(" ", lines.Take(2)).Trim()}");
        }
    }
}
