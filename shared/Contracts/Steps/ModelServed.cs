namespace Trainyard.Contracts;

/// <summary>
/// Serving has loaded the version and, unless a later change was there before it, answers with it under this alias.
/// Registry moves the alias when it receives this, and says so with <see cref="ModelDeployed"/>.
/// </summary>
public sealed record ModelServed : IStepReply
{
    /// <summary>See <see cref="DeployModel.DeploymentId"/>.</summary>
    public required Guid DeploymentId { get; init; }

    /// <summary>See <see cref="DeployModel.Change"/>.</summary>
    public required long Change { get; init; }

    /// <summary>The run whose step it was; absent for a promotion or a rollback.</summary>
    public Guid? RunId { get; init; }

    Guid IRunMessage.RunId => RunId ?? Guid.Empty;

    /// <inheritdoc/>
    public required WorkDone Work { get; init; }

    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>Where predictions are asked for: a path below the address of Serving.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Sample rows of the artifact that were scored and gave the expected answers.</summary>
    public required int ReplayedSamples { get; init; }

    /// <summary>The change of the alias that Serving answers with, as stored when this was said: this one, or another
    /// where it is superseded.</summary>
    public required long AnswersWithChange { get; init; }

    /// <summary>The version that Serving answers with.</summary>
    public required int AnswersWithVersion { get; init; }

    /// <summary>True when a later change of the alias is served: the version was loaded and checked, and does not
    /// answer.</summary>
    public bool IsSuperseded { get; init; }
}
