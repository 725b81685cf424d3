namespace Trainyard.Contracts;

/// <summary>
/// Command to Registry: make the model an immutable version. One run registers at most one; a repeat repeats the
/// reply.
/// </summary>
public sealed record RegisterModel : IRunCommand
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <summary>The name of the model: the name of its pipeline.</summary>
    public required string Model { get; init; }

    string ICommand.Flow => Model;

    /// <summary>The model artifact.</summary>
    public required ArtifactReference Artifact { get; init; }

    /// <summary>
    /// The pipeline definition as understood: canonical JSON, schema <c>pipeline/1</c>, secrets unresolved.
    /// </summary>
    public required ArtifactReference Definition { get; init; }

    /// <summary>The snapshot that it learned from.</summary>
    public required ArtifactReference Snapshot { get; init; }

    /// <summary>The fitted features.</summary>
    public required ArtifactReference Features { get; init; }

    /// <summary>The validation report.</summary>
    public required ArtifactReference Report { get; init; }

    /// <summary>Figures on the held-out part by metric name; finite numbers only.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The gate that it passed, figures beside thresholds.</summary>
    public required IReadOnlyList<GateCheck> Gate { get; init; }

    /// <summary>Whether the gate is not that of the pipeline file: an override of this run changed it. Such a gate
    /// never changes what an alias asks for.</summary>
    public bool IsGateOverridden { get; init; }

    /// <summary>The team that owns the pipeline; absent when its file names none.</summary>
    public string? Owner { get; init; }

    /// <summary>Who asked for the run.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When the run was asked for, UTC; absent when that is not known.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>What led to the run. Default: a request.</summary>
    public Trigger Trigger { get; init; } = Trigger.Request;

    /// <summary>The alias that the run deploys to; absent when it deploys to none. Its move is decided with the
    /// registration.</summary>
    public string? DeployTo { get; init; }
}
