namespace Trainyard.Contracts;

/// <summary>
/// Terminal: the run was stopped on request. Published once for a run; a repeat has the same message id.
/// </summary>
public sealed record TrainingCancelled : IRunEnding
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

    /// <summary>See <see cref="StartRun.Alerts"/>.</summary>
    public string? Alerts { get; init; }

    /// <summary>See <see cref="StartRun.AreAlertsLeftOut"/>.</summary>
    public bool AreAlertsLeftOut { get; init; }

    /// <summary>Who asked for the run.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What led to the run. Default: a request.</summary>
    public Trigger Trigger { get; init; } = Trigger.Request;

    /// <summary>When the run ended, UTC.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    RunOutcome IRunEnding.Outcome => RunOutcome.Cancelled;

    string IRunEnding.Message => $"{CancelledBy} stopped the run{(Reason is { Length: > 0 } ? $": {Reason}" : ".")}";
}
