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
    /// ECDSA P-256 over the SHA-256 digest of the artifact, base64; checked before anything in it is opened.
    /// </summary>
    public required string Signature { get; init; }

    /// <summary>The deployment that the run is to do, see <see cref="DeployModel.DeploymentId"/>; absent when it
    /// deploys to no alias.</summary>
    public Guid? DeploymentId { get; init; }

    /// <summary>The number of that change of the alias, see <see cref="DeployModel.Change"/>.</summary>
    public long? Change { get; init; }
}
