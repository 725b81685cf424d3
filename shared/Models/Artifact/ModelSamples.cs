using System.Text.Json;

namespace Trainyard.Models.Artifact;

/// <summary>Raw rows with what the model said about them when it was trained.</summary>
public sealed record ModelSamples
{
    /// <summary>The format, <c>model-samples/1</c>.</summary>
    public const string CurrentSchema = "model-samples/1";

    /// <summary>The format; only <see cref="CurrentSchema"/> is known.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>The samples.</summary>
    public IReadOnlyList<ModelSample> Samples { get; init; } = [];
}

/// <summary>A raw row and the outputs of the model for it.</summary>
/// <param name="Row">The row, as a request brings it.</param>
/// <param name="Outputs">The outputs of the scorer.</param>
public sealed record ModelSample(JsonElement Row, IReadOnlyList<double> Outputs);
