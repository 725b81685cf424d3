namespace Trainyard.Contracts;

/// <summary>
/// Terminal: the run was rejected or faulted. Published once for a run; a repeat has the same message id.
/// </summary>
public sealed record TrainingFailed : IRunEnding
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <summary>The name of the pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Rejected (a normal answer, with figures) or Faulted (something broke).</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>The step that ended the run.</summary>
    public required Step Step { get; init; }

    /// <summary>Why.</summary>
    public required FailureReason Reason { get; init; }

    /// <summary>One sentence for a person.</summary>
    public required string Message { get; init; }

    /// <summary>All that is wrong with request or data; empty for other reasons.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Metrics beside thresholds; empty when the gate was not reached.</summary>
    public required IReadOnlyList<GateCheck> Gate { get; init; }

    /// <summary>Figures on the held-out part, by metric; empty when the model was not measured.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The team that owns the step that ended the run, else the pipeline.</summary>
    public string? Owner { get; init; }

    /// <summary>The definition, for its alerts; absent when it is invalid.</summary>
    public ArtifactReference? Definition { get; init; }

    /// <summary>See <see cref="StartRun.Alerts"/>.</summary>
    public string? Alerts { get; init; }

    /// <summary>See <see cref="StartRun.AreAlertsLeftOut"/>.</summary>
    public bool AreAlertsLeftOut { get; init; }

    /// <summary>What the pipeline calls the step that ended the run.</summary>
    public required string StepName { get; init; }

    /// <summary>What the pipeline calls the part of the sequence that does that step.</summary>
    public required string Participant { get; init; }

    /// <summary>Who asked for the run.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What led to the run. Default: a request.</summary>
    public Trigger Trigger { get; init; } = Trigger.Request;

    /// <summary>When the run ended, UTC.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    FailureReason? IRunEnding.Failure => Reason;
}
