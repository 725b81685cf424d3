using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Cli.Predict;

/// <summary>Rows of JSON: one object or several after each other, a line each or not; an array of them; or the body of
/// a request.</summary>
internal static class JsonRows
{
    private const int BufferSize = 1 << 16;

    public static async IAsyncEnumerable<JsonObject> Read(
        string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var stream = new BufferedStream(
            path == RowFile.StandardInput ? Console.OpenStandardInput() : File.OpenRead(path), BufferSize);
        var number = 0L;
        await using var values = JsonSerializer
            .DeserializeAsyncEnumerable<JsonNode>(stream, topLevelValues: true, cancellationToken: cancellation)
            .GetAsyncEnumerator(cancellation);
        while (await Next(values, number))
        {
            var (rows, isMany) = values.Current switch
            {
                JsonArray array => (array, true),
                JsonObject { Count: 1 } body when body["rows"] is JsonArray array => (array, true),
                var value => (null, false),
            };
            if (!isMany)
            {
                yield return Row(values.Current, ++number);
                continue;
            }

            foreach (var row in rows!)
                yield return Row(row, ++number);
        }
    }

    /// <summary>One row, or many in an array.</summary>
    public static IReadOnlyList<JsonObject> Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) is { } row
                ? [Row(row, 1)]
                : throw new CommandException("The rows are null; a row is a JSON object.");
        }
        catch (JsonException exception)
        {
            throw NoJson(exception, 0);
        }
    }

    private static async Task<bool> Next(IAsyncEnumerator<JsonNode?> values, long number)
    {
        try
        {
            return await values.MoveNextAsync();
        }
        catch (JsonException exception)
        {
            throw NoJson(exception, number);
        }
    }

    private static JsonObject Row(JsonNode? value, long number) => value switch
    {
        JsonObject row => (JsonObject)row.DeepClone(),
        null => throw new CommandException($"Row {number} is null; a row is a JSON object."),
        _ => throw new CommandException(
            $"Row {number} is no JSON object; a row is an object such as {{\"distance\": 500}}."),
    };

    private static CommandException NoJson(JsonException exception, long read) => new(
        $"The rows are not JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}"
        + $"{(read > 0 ? $", after {read:N0} rows" : "")}; a row is an object such as {{\"distance\": 500}}. A file "
        + "that ends with .csv or .parquet is read as what it is.");
}
