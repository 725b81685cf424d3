using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Trainyard.Features.Fitted;
using Trainyard.Features.Rows;
using Trainyard.Features.Tables;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Preprocessing.PrepareData;

/// <summary>A few raw held-out rows as a JSON array of objects, each as a request would bring it.</summary>
internal static class SampleRows
{
    /// <summary>The schema name that artifact references to sample rows carry.</summary>
    public const string Schema = "sample-rows/1";

    private const int Most = 5;

    /// <summary>Rows evenly spaced over the held-out part, with the inputs of the features only.</summary>
    public static byte[] Of(IReadOnlyList<InputColumn> inputs, Table heldOut)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        json.WriteStartArray();
        var count = Math.Min(Most, heldOut.Rows);
        for (var i = 0; i < count; i++)
        {
            Cell[] cells =
                [.. inputs.Select(input => heldOut.Find(input.Name)![(int)((long)i * heldOut.Rows / count)])];
            // A time that is written in no form that is certain makes no sample.
            if (cells.Where((cell, c) => IsTime(inputs[c], cell) && TimeOf(inputs[c], cell) is null).Any())
                continue;
            json.WriteStartObject();
            foreach (var (cell, input) in cells.Zip(inputs))
            {
                json.WritePropertyName(input.Name);
                Write(json, cell, input);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static bool IsTime(InputColumn input, Cell cell) =>
        input.Type is ColumnType.Date or ColumnType.Timestamp && !cell.IsMissing && double.IsFinite(cell.Number);

    private static string? TimeOf(InputColumn input, Cell cell) => FittedFeatures.WriteTime(input, cell.Number);

    private static void Write(Utf8JsonWriter json, Cell cell, InputColumn input)
    {
        if (cell.IsMissing || !double.IsFinite(cell.Number)) json.WriteNullValue();
        else if (cell.Word is { } word) json.WriteStringValue(word);
        else if (IsTime(input, cell)) json.WriteStringValue(TimeOf(input, cell));
        else if (input.Type == ColumnType.Boolean) json.WriteBooleanValue(cell.Number != 0);
        else json.WriteNumberValue(cell.Number);
    }
}
