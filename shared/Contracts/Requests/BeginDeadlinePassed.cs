namespace Trainyard.Contracts;

/// <summary>
/// A run that was accepted could not begin in time, and ends. Sent by the pipeline service to the saga, with as much as
/// the request says; one that has begun meanwhile takes no notice.
/// </summary>
public sealed record BeginDeadlinePassed : IRunMessage
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <summary>The name of the pipeline, or <c>unnamed</c> where the file has none that can be read.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The team that owns the pipeline.</summary>
    public string? Owner { get; init; }

    /// <summary>The definition, for its alerts; absent where it is invalid, or can't be stored now.</summary>
    public ArtifactReference? Definition { get; init; }

    /// <summary>See <see cref="StartRun.Alerts"/>.</summary>
    public string? Alerts { get; init; }

    /// <summary>See <see cref="StartRun.AreAlertsLeftOut"/>.</summary>
    public bool AreAlertsLeftOut { get; init; }

    /// <summary>See <see cref="StartRun.Participants"/>.</summary>
    public IReadOnlyList<Participant> Participants { get; init; } = [];

    /// <summary>See <see cref="StartRun.StepNames"/>.</summary>
    public IReadOnlyDictionary<string, string> StepNames { get; init; } = new Dictionary<string, string>();

    /// <summary>Who asked.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What led to the run. Default: a request.</summary>
    public Trigger Trigger { get; init; } = Trigger.Request;

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>What kept it, in one sentence for a person.</summary>
    public required string Reason { get; init; }
}
