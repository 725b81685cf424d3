using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Expressions;
using Trainyard.Pipelines.Kinds;

namespace Trainyard.Features.Fitted;

/// <summary>
/// Fitted features as a document: what a person reads, what a digest names, and all that serving needs.
/// </summary>
internal sealed record Manifest
{
    public required string Schema { get; init; }

    /// <summary>The raw columns that a row must bring.</summary>
    public required IReadOnlyList<InputColumn> Inputs { get; init; }

    /// <summary>The source that training read, as far as rows are read the same way.</summary>
    public RowSource? Source { get; init; }

    public required ManifestTarget Target { get; init; }

    /// <summary>The features, in the order of the matrix.</summary>
    public required IReadOnlyList<ManifestFeature> Features { get; init; }
}

/// <summary>What is to be predicted.</summary>
internal sealed record ManifestTarget
{
    public required string Name { get; init; }

    public required LearningTask Task { get; init; }

    /// <summary>The expression that computes it; absent when it is a column as it is.</summary>
    public string? Expression { get; init; }

    /// <summary>The classes by code, negative before positive when binary; empty for a regression.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>What the plain guess says, from the training part: the share of each class, or the mean.</summary>
    public IReadOnlyList<double> Prior { get; init; } = [];

    /// <summary>Regression: what is taken from the target before it becomes a float32, and added to what the model
    /// says.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Offset { get; init; }

    /// <summary>Regression: what it is divided by then, a power of 2; absent for 1.</summary>
    public double? Scale { get; init; }
}

/// <summary>One feature: where it comes from, and the steps that make it.</summary>
internal sealed record ManifestFeature
{
    public required string Name { get; init; }

    public required MatrixColumnKind Kind { get; init; }

    /// <summary>Categories: how many codes there are. Absent for amounts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Cardinality { get; init; }

    /// <summary>The inputs that it is made from.</summary>
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>The steps, in order.</summary>
    public required IReadOnlyList<FeatureStep> Steps { get; init; }
}

[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext
{
    /// <summary>Words stay legible, names are those of pipeline files, line ends are the same everywhere.</summary>
    public static ManifestJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
        Converters =
        {
            new JsonStringEnumConverter<ColumnType>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<DatePart>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<LearningTask>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<MatrixColumnKind>(JsonNamingPolicy.SnakeCaseLower),
        },
    });
}
