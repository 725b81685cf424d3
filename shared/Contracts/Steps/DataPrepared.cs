namespace Trainyard.Contracts;

/// <summary>The data is a feature matrix now, in two parts that share no row.</summary>
public sealed record DataPrepared : IWarningReply
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <inheritdoc/>
    public required WorkDone Work { get; init; }

    /// <summary>The training part, schema <c>feature-matrix/1</c>: an Arrow file of float32 columns.</summary>
    public required ArtifactReference Training { get; init; }

    /// <summary>The held-out part, same schema; nothing was learned from it.</summary>
    public required ArtifactReference HeldOut { get; init; }

    /// <summary>The fitted features, schema <c>features/1</c>: a JSON manifest that serving applies as it is.</summary>
    public required ArtifactReference Features { get; init; }

    /// <summary>
    /// A few raw held-out rows, schema <c>sample-rows/1</c>: JSON, to replay when the model is loaded.
    /// </summary>
    public required ArtifactReference Samples { get; init; }

    /// <summary>Rows in the training part, after cleaning.</summary>
    public required long TrainingRows { get; init; }

    /// <summary>Rows in the held-out part.</summary>
    public required long HeldOutRows { get; init; }

    /// <summary>
    /// Rows that are in neither part: without a target, without a time to split by, or dropped by cleaning.
    /// </summary>
    public required long DroppedRows { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Finding> Warnings { get; init; } = [];
}
