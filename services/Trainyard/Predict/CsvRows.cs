using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Trainyard.Cli.Predict;

/// <summary>Rows of a CSV file. Every cell is sent as the text that it is, so that nothing is guessed.</summary>
internal sealed class CsvRows(ModelSchema schema)
{
    private const string Delimiters = ",;\t|";

    public async IAsyncEnumerable<JsonObject> Read(
        string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var hasHeader = schema.File.HasHeader;
        var delimiter = DelimiterOf(path, schema.File.Delimiter);
        await using var duck = Duck.Open();
        await using var command = duck.CreateCommand();
        command.CommandText = $"SELECT * FROM {Table(path, delimiter, hasHeader)}";
        // Without this all rows are in memory before the first is given.
        command.UseStreamingMode = true;
        await using var stop = cancellation.Register(command.Cancel);
        await using var reader = Duck.Said(path, command.ExecuteReader, cancellation);
        // A file without names has those by place that the pipeline gives.
        var names = hasHeader
            ? [.. Header(path, delimiter, reader.FieldCount, cancellation).Select(schema.Name)]
            : Enumerable.Range(0, reader.FieldCount).Select(i => $"column{i}").ToArray();
        schema.Demand(path, names);
        while (Duck.Said(path, reader.Read, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            var row = new JsonObject();
            for (var i = 0; i < names.Length; i++)
                row[names[i]] = reader.IsDBNull(i) || !schema.Needs(names[i]) ? null : reader.GetString(i);
            yield return row;
        }
    }

    // As the file has them: DuckDB gives the second of two equal names another one, which may be that of a third.
    private static string[] Header(string path, string delimiter, int columns, CancellationToken cancellation)
    {
        using var duck = Duck.Open();
        using var command = duck.CreateCommand();
        command.CommandText = $"SELECT * FROM {Table(path, delimiter, hasHeader: false)} LIMIT 1";
        using var reader = Duck.Said(path, command.ExecuteReader, cancellation);
        return Duck.Said(path, reader.Read, cancellation) && reader.FieldCount == columns
            ? [.. Enumerable.Range(0, columns).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))]
            : throw new CommandException($"'{path}' has rows of another length than its first line.");
    }

    private static string Table(string path, string delimiter, bool hasHeader) => $"""
        read_csv({Duck.Text(Duck.Pattern(path))}, all_varchar = true, header = {(hasHeader ? "true" : "false")},
        delim = {Duck.Text(delimiter)}, quote = '"', escape = '"', comment = '', compression = 'none',
        hive_partitioning = false)
        """;

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
}
