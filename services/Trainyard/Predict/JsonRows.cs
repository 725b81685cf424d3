using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Cli.Predict;

/// <summary>Rows of JSON: one object or several after each other, a line each or not, which are read one by one; an
/// array of them, or the body of a request, which is read whole.</summary>
internal static class JsonRows
{
    private const int BufferSize = 1 << 16;

    private static readonly JsonSerializerOptions Strict = new() { AllowDuplicateProperties = false };

    public static async IAsyncEnumerable<JsonObject> Read(
        string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var stream = new BufferedStream(
            path == RowFile.StandardInput ? Console.OpenStandardInput() : File.OpenRead(path), BufferSize);
        var number = 0L;
        await using var values = JsonSerializer
            .DeserializeAsyncEnumerable<JsonElement>(stream, topLevelValues: true, cancellationToken: cancellation)
            .GetAsyncEnumerator(cancellation);
        while (await Next(values, number))
        {
            if (Many(values.Current) is not { } rows)
            {
                yield return Row(values.Current, ++number);
                continue;
            }

            foreach (var row in rows.EnumerateArray())
                yield return Row(row, ++number);
        }
    }

    /// <summary>One row.</summary>
    public static JsonObject Parse(string json)
    {
        try
        {
            return Row(JsonElement.Parse(json), 1);
        }
        catch (JsonException exception)
        {
            throw NoJson(exception, 0);
        }
    }

    /// <summary>The rows of a value that holds many; null where it is one.</summary>
    private static JsonElement? Many(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value,
        JsonValueKind.Object when value.GetPropertyCount() == 1 && value.TryGetProperty("rows", out var rows)
            && rows.ValueKind == JsonValueKind.Array => rows,
        _ => null,
    };

    private static async Task<bool> Next(IAsyncEnumerator<JsonElement> values, long number)
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

    private static JsonObject Row(JsonElement value, long number)
    {
        if (value.ValueKind == JsonValueKind.Null)
            throw new CommandException($"Row {number} is null; a row is a JSON object.");
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new CommandException(
                $"Row {number} is no JSON object; a row is an object such as {{\"distance\": 500}}.");
        }

        var row = new JsonObject();
        foreach (var property in value.EnumerateObject())
        {
            if (!row.TryAdd(property.Name, Value(property, number)))
                throw new CommandException($"Row {number} has the column '{property.Name}' twice.");
        }

        return row;
    }

    private static JsonNode? Value(JsonProperty property, long number)
    {
        try
        {
            // Now, and not when it is sent: an object in it may have a name twice.
            return JsonSerializer.Deserialize<JsonNode>(property.Value, Strict);
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException)
        {
            throw new CommandException(
                $"Row {number} has an object in the column '{property.Name}' that has a name twice.");
        }
    }

    private static CommandException NoJson(JsonException exception, long read) => new(
        $"The rows are not JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}"
        + $"{(read > 0 ? $", after {read:N0} rows" : "")}; a row is an object such as {{\"distance\": 500}}. A file "
        + "that ends with .csv or .parquet is read as what it is.");
}
