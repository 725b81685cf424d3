namespace Trainyard.Contracts;

/// <summary>
/// The data can't be read, or breaks its schema or a rule, or leaves nothing to learn from. A normal reply of the
/// steps fetch, check and prepare; nothing half-made is left behind.
/// </summary>
public sealed record DataRejected : IStepRefusal
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <inheritdoc/>
    public required WorkDone Work { get; init; }

    /// <summary>The step that refused: fetch, check or prepare.</summary>
    public required Step Step { get; init; }

    /// <summary>All that is wrong, and warnings with it; at least one that is not a warning.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The quality report, where one could be made.</summary>
    public ArtifactReference? Report { get; init; }
}
