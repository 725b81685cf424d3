using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Trainyard.Api;
using Trainyard.Cli.Terminal;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Cli.Predict;

/// <summary>A file of rows that predictions are asked for: what it is says its ending, and a file of none of these is
/// JSON. Rows come one by one, so that a file may be larger than memory, unless it is one JSON array, which is read
/// whole.</summary>
internal static class RowFile
{
    /// <summary>What stands for standard input, which is JSON.</summary>
    public const string StandardInput = "-";

    private enum Kind
    {
        Csv,
        Parquet,
        Json,
    }

    /// <summary>The rows, in the order of the file.</summary>
    public static IAsyncEnumerable<JsonObject> Read(
        string path, FileSource? source, ModelSchema schema, CancellationToken cancellation) =>
        KindOf(path) switch
        {
            Kind.Csv => new TextRows(TypedTexts.Of(source, schema)).OfCsv(path, source, cancellation),
            Kind.Parquet => new TextRows(TypedTexts.Of(source, schema)).OfParquet(path, cancellation),
            Kind.Json => JsonRows.Read(path, cancellation),
            var other => throw new InvalidOperationException($"No rows are read from a file of kind {other}."),
        };

    /// <summary>How the source of a version was written: a file for it is likely to be written the same way. Null for
    /// JSON, which is written in one way, and where that is not known, as at a server that is Serving alone.</summary>
    public static async Task<FileSource?> SourceOf(
        string path, ModelSchema schema, TrainyardClient client, CancellationToken cancellation)
    {
        if (KindOf(path) == Kind.Json)
            return null;
        try
        {
            var version = await client.Models.Version(schema.Model, schema.Version, cancellation);
            var definition = await client.Runs.Definition(version.RunId, cancellation);
            return PipelineJson.Read(Encoding.UTF8.GetBytes(definition.ToJsonString())).Source as FileSource;
        }
        catch (ApiException unknown) when (unknown.Status == HttpStatusCode.NotFound)
        {
            // An outage is none of this: a number that is read in another format is another number.
            Screen.Error(
                $"How the data of {schema.Model} version {schema.Version} was written is not known here; '{path}' is "
                + "read with a point before fractions, nothing between thousands, and empty values alone as missing.");
            return null;
        }
    }

    private static Kind KindOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".csv" or ".tsv" or ".txt" => Kind.Csv,
        ".parquet" or ".pq" => Kind.Parquet,
        _ => Kind.Json,
    };
}
