using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using Trainyard.Metrics;

namespace Trainyard.Validation.ValidateModel;

/// <summary>What validation found, for people and programs.</summary>
internal sealed record ValidationReport
{
    /// <summary>The format, and the schema name that artifact references carry.</summary>
    public const string CurrentSchema = "validation-report/2";

    /// <summary>The media type.</summary>
    public const string MediaType = "application/json";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The format.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>SHA-256 of the model artifact.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of the held-out matrix.</summary>
    public required string HeldOut { get; init; }

    /// <summary>The kind of prediction.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>The name of what is predicted.</summary>
    public required string Target { get; init; }

    /// <summary>Rows that were scored.</summary>
    public required int Rows { get; init; }

    /// <summary>The figures.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The metric that the task is judged by where no gate says otherwise.</summary>
    public required string MainMetric { get; init; }

    /// <summary>What the plain guess gets on the same rows.</summary>
    public required IReadOnlyDictionary<string, double> Baselines { get; init; }

    /// <summary>Figures that the task has and these rows don't allow, such as the AUC of a single class.</summary>
    public required IReadOnlyList<string> Undefined { get; init; }

    /// <summary>Classes: their names, in the order of <see cref="Confusion"/>.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>Classes: rows by true class (outer) and predicted class (inner).</summary>
    public long[][]? Confusion { get; init; }

    /// <summary>Classes: figures of each.</summary>
    public IReadOnlyList<ClassFigures>? ByClass { get; init; }

    /// <summary>What the features are worth to the model.</summary>
    public Importance? Importance { get; init; }

    /// <summary>Why <see cref="Importance"/> is absent, where it is.</summary>
    public string? ImportanceLeftOut { get; init; }

    /// <summary>The report as JSON.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Options);
}
