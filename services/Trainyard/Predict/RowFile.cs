using System.Text.Json.Nodes;

namespace Trainyard.Cli.Predict;

/// <summary>A file of rows that predictions are asked for: what it is says its ending, and a file of none of these is
/// JSON. Rows come one by one, so that a file may be larger than memory, unless it is one JSON array, which is read
/// whole. What a text means is said by the server, which reads it as the source of the model was read.</summary>
internal static class RowFile
{
    /// <summary>What stands for standard input, which is JSON.</summary>
    public const string StandardInput = "-";

    /// <summary>The rows, in the order of the file.</summary>
    public static IAsyncEnumerable<JsonObject> Read(
        string path, ModelSchema schema, CancellationToken cancellation) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" or ".txt" => new CsvRows(schema).Read(path, cancellation),
            ".parquet" or ".pq" => new ParquetRows(schema).Read(path, cancellation),
            _ => JsonRows.Read(path, cancellation),
        };
}
