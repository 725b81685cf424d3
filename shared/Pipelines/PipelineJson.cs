using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trainyard.Pipelines;

/// <summary>The canonical JSON of a definition: what a run records, and what its digest names.</summary>
public static class PipelineJson
{
    /// <summary>The schema name that artifact references to a definition carry.</summary>
    public const string Schema = "pipeline/1";

    /// <summary>The media type of a stored definition.</summary>
    public const string MediaType = "application/json";

    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = KindJson.Resolver,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",

        // The words of the file, in the place of the names that the types have in code.
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    private static readonly JsonSerializerOptions OneLine = new(Options) { WriteIndented = false };

    /// <summary>The definition as bytes: equal definitions give equal bytes.</summary>
    public static byte[] Write(PipelineDefinition definition) =>
        JsonSerializer.SerializeToUtf8Bytes(definition, Options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static PipelineDefinition Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<PipelineDefinition>(json, Options)
        ?? throw new InvalidDataException("The stored pipeline definition is empty.");

    /// <summary>Alerts alone, in the same form, as text.</summary>
    public static string WriteAlerts(IReadOnlyList<AlertDefinition> alerts) =>
        JsonSerializer.Serialize(alerts, OneLine);

    /// <summary>Reads what <see cref="WriteAlerts"/> wrote.</summary>
    public static IReadOnlyList<AlertDefinition> ReadAlerts(string json) =>
        JsonSerializer.Deserialize<IReadOnlyList<AlertDefinition>>(json, OneLine) ?? [];
}
