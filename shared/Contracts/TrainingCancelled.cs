namespace Trainyard.Contracts;

/// <summary>
/// Terminal: the run was stopped on request. Published once for a run; a repeat has the same message id.
/// </summary>
public sealed record TrainingCancelled : IRunMessage
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <summary>The name of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The step that was under way.</summary>
    public required Step Step { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string CancelledBy { get; init; }

    /// <summary>Why, in their words.</summary>
    public string? Reason { get; init; }

    /// <summary>The definition, for its alerts.</summary>
    public ArtifactReference? Definition { get; init; }

    /// <summary>When the run ended, UTC.</summary>
    public required DateTimeOffset EndedAt { get; init; }
}
