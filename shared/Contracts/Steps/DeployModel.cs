namespace Trainyard.Contracts;

/// <summary>
/// Command to Serving: load a version under an alias. Sent by a run as its step, and by Registry for a move outside of
/// a run. A repeat repeats the reply.
/// </summary>
public sealed record DeployModel : IRunCommand
{
    /// <summary>The deployment, chosen by Registry: the same version may be deployed again under another.</summary>
    public required Guid DeploymentId { get; init; }

    /// <summary>The number of the change of the alias, counted by Registry from 1 for each model and alias. Of two the
    /// higher one is served, whatever the versions.</summary>
    public required long Change { get; init; }

    /// <summary>The run whose step this is; absent for a promotion or a rollback.</summary>
    public Guid? RunId { get; init; }

    Guid IRunMessage.RunId => RunId ?? Guid.Empty;

    string ICommand.Key => $"{DeploymentId}";

    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    string ICommand.Flow => Model;

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>The alias, for example <c>staging</c>.</summary>
    public required string Alias { get; init; }

    /// <summary>The model artifact.</summary>
    public required ArtifactReference Artifact { get; init; }

    /// <summary>The pipeline definition of the run, for whoever is to be told; absent outside of a run.</summary>
    public ArtifactReference? Definition { get; init; }

    /// <summary>What Registry signed about the version, see <see cref="ModelRegistered.Statement"/>. Where it does not
    /// fit model, version, run and artifact of this command, nothing is served.</summary>
    public required string Statement { get; init; }

    /// <summary>What Registry signed about this change of the alias, at most 65,536 characters: a DSSE envelope around
    /// an in-toto Statement that names model, alias, change, version, artifact, deployment and run, and the change
    /// before. Where it does not fit this command, nothing is served.</summary>
    public required string MoveStatement { get; init; }
}
