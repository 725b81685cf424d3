namespace Trainyard.Contracts;

/// <summary>The snapshot meets its schema and its rules.</summary>
public sealed record DataAccepted : IWarningReply
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <inheritdoc/>
    public required WorkDone Work { get; init; }

    /// <summary>
    /// The quality report, schema <c>quality-report/1</c>: JSON, a profile of each column and the answer of each
    /// rule.
    /// </summary>
    public required ArtifactReference Report { get; init; }

    /// <inheritdoc/>
    public required IReadOnlyList<Finding> Warnings { get; init; }
}
