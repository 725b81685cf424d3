namespace Trainyard.Contracts;

/// <summary>Command to Serving: load a version under an alias. A repeat repeats the reply.</summary>
public sealed record DeployModel : IRunCommand
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>The alias, for example <c>staging</c>.</summary>
    public required string Alias { get; init; }

    /// <summary>The model artifact.</summary>
    public required ArtifactReference Artifact { get; init; }

    /// <summary>See <see cref="ModelRegistered.Signature"/>.</summary>
    public required string Signature { get; init; }
}
