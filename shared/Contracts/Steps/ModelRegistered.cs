namespace Trainyard.Contracts;

/// <summary>The model is a version now, with the digests of all it came from.</summary>
public sealed record ModelRegistered : IStepReply
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <inheritdoc/>
    public required WorkDone Work { get; init; }

    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The version, counted from 1 for each model, never used twice.</summary>
    public required int Version { get; init; }

    /// <summary>The model artifact.</summary>
    public required ArtifactReference Artifact { get; init; }

    /// <summary>
    /// What Registry signed about the version, at most 65,536 characters: the JSON text of a DSSE envelope around an
    /// in-toto Statement with SLSA provenance, which names model, version, run and all digests. Checked before anything
    /// of the artifact is opened.
    /// </summary>
    public required string Statement { get; init; }

    /// <summary>The deployment that the run is to do, see <see cref="DeployModel.DeploymentId"/>; absent when it
    /// deploys to no alias, or can't.</summary>
    public Guid? DeploymentId { get; init; }

    /// <summary>The number of that change of the alias, see <see cref="DeployModel.Change"/>.</summary>
    public long? Change { get; init; }

    /// <summary>What Registry signed about that change, see <see cref="DeployModel.MoveStatement"/>.</summary>
    public string? MoveStatement { get; init; }

    /// <summary>Why the change of the alias that the run asked for can't be decided, in a sentence or two: then the
    /// version is there, and is not deployed. Absent when nothing is wrong.</summary>
    public string? MoveProblem { get; init; }
}
