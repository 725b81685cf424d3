namespace Trainyard.Contracts;

/// <summary>The source is a snapshot now: Parquet, content-addressed, never changed.</summary>
public sealed record DataFetched : IWarningReply
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <inheritdoc/>
    public required WorkDone Work { get; init; }

    /// <summary>The snapshot, schema <c>snapshot/1</c>: Parquet, columns and rows in the order of the source.</summary>
    public required ArtifactReference Snapshot { get; init; }

    /// <summary>How many rows.</summary>
    public required long Rows { get; init; }

    /// <summary>How many columns.</summary>
    public required int Columns { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Finding> Warnings { get; init; } = [];
}
