namespace Trainyard.Contracts;

/// <summary>A model is fitted: an artifact that holds all that is needed to score.</summary>
public sealed record ModelTrained : IWarningReply
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <inheritdoc/>
    public required WorkDone Work { get; init; }

    /// <summary>
    /// The model artifact, schema <c>model/1</c>: one archive with manifest, features, model and sample rows.
    /// </summary>
    public required ArtifactReference Model { get; init; }

    /// <summary>The trainer, for example <c>lightgbm</c>.</summary>
    public required string Trainer { get; init; }

    /// <summary>
    /// True when the same inputs and seed give the same bytes; false when only the same metrics, to 1e-6.
    /// </summary>
    public required bool IsReproducible { get; init; }

    /// <summary>What training knows of itself: iterations kept, loss on the carved part, and the like.</summary>
    public required IReadOnlyDictionary<string, double> Figures { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Finding> Warnings { get; init; } = [];
}
