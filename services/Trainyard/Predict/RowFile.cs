using System.Text.Json.Nodes;
using Trainyard.Api;
using Trainyard.Cli.Run;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Cli.Predict;

/// <summary>A file of rows that predictions are asked for: what it is says its ending, and a file of none of these is
/// JSON. Rows come one by one, so that a file may be larger than memory.</summary>
internal static class RowFile
{
    /// <summary>What stands for standard input, which is JSON.</summary>
    public const string StandardInput = "-";

    /// <summary>The rows, in the order of the file.</summary>
    public static IAsyncEnumerable<JsonObject> Read(
        string path, FileSource? source, ModelSchema schema, CancellationToken cancellation) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" or ".txt" => new TextRows(TypedTexts.Of(source, schema)).OfCsv(path, source, cancellation),
            ".parquet" or ".pq" => new TextRows(TypedTexts.Of(source, schema)).OfParquet(path, cancellation),
            _ => JsonRows.Read(path, cancellation),
        };

    /// <summary>How the source of a version was written: a file for it is likely to be written the same way. Null where
    /// that is not known, as at a server that is Serving alone.</summary>
    public static async Task<FileSource?> SourceOf(
        ModelSchema schema, TrainyardClient client, CancellationToken cancellation) =>
        await Afterwards.Try<FileSource>(async () =>
        {
            var version = await client.Models.Version(schema.Model, schema.Version, cancellation);
            var definition = await client.Runs.Definition(version.RunId, cancellation);
            return Pipelines.PipelineJson.Read(
                System.Text.Encoding.UTF8.GetBytes(definition.ToJsonString())).Source as FileSource;
        });
}
