namespace Trainyard.Contracts;

/// <summary>
/// The pipeline service accepted a request, checked its definition and stored it; sent to the saga. A repeat changes
/// nothing.
/// </summary>
public sealed record StartRun : IRunCommand
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <summary>The name of the pipeline, or <c>unnamed</c> where the file has none that can be read.</summary>
    public required string Pipeline { get; init; }

    /// <summary>
    /// The definition as understood: canonical JSON, schema <c>pipeline/1</c>, secrets unresolved. Absent when it is
    /// invalid.
    /// </summary>
    public ArtifactReference? Definition { get; init; }

    /// <summary>Whom the pipeline wants told how its runs end, as JSON text in the form of the definition: so that they
    /// are known where that can't be read any more. Absent where it wants nobody told, or where it is too long to go
    /// along.</summary>
    public string? Alerts { get; init; }

    /// <summary>Whether it wants somebody told, and the list is too long to go along: where the definition can't be
    /// read, whom it wants told is not known, but that it does.</summary>
    public bool AreAlertsLeftOut { get; init; }

    /// <summary>What is wrong with the definition; empty when it is valid.</summary>
    public required IReadOnlyList<Finding> Problems { get; init; }

    /// <summary>The thresholds of the gate, nothing observed yet.</summary>
    public required IReadOnlyList<GateCheck> Gate { get; init; }

    /// <summary>Whether an override of this run changed the gate of the pipeline file.</summary>
    public bool IsGateOverridden { get; init; }

    /// <summary>The parts of the sequence as this pipeline names them.</summary>
    public required IReadOnlyList<Participant> Participants { get; init; }

    /// <summary>What this pipeline calls its steps, by the key of a step such as <c>train</c>; those that it does not
    /// name have their own <see cref="SequenceStep.Label"/>.</summary>
    public IReadOnlyDictionary<string, string> StepNames { get; init; } = new Dictionary<string, string>();

    /// <summary>The alias to deploy to, or absent when the pipeline does not deploy.</summary>
    public string? DeployTo { get; init; }

    /// <summary>The seed that every chance of the run comes from.</summary>
    public required int Seed { get; init; }

    /// <summary>The team that owns the pipeline.</summary>
    public string? Owner { get; init; }

    /// <summary>See <see cref="TrainRequested.SourceFolder"/>.</summary>
    public string? SourceFolder { get; init; }

    /// <summary>Who asked.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What led to the run. Default: a request.</summary>
    public Trigger Trigger { get; init; } = Trigger.Request;

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }
}
