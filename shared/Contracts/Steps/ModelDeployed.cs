namespace Trainyard.Contracts;

/// <summary>
/// The version is deployed: Serving says that it answers with it (<see cref="ModelServed"/>), or with a later change of
/// the alias, and Registry, which says this, has moved the alias.
/// </summary>
public sealed record ModelDeployed : IStepReply
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

    /// <summary>The change that the alias points to now, by Registry's records; 0 where it points to nothing.</summary>
    public required long PointsToChange { get; init; }

    /// <summary>The version that the alias points to; 0 where it points to nothing.</summary>
    public required int PointsToVersion { get; init; }

    /// <summary>True when a later change of the alias is served: the version was loaded and checked, and does not
    /// answer.</summary>
    public bool IsSuperseded { get; init; }

    /// <summary>What Registry makes of what Serving says.</summary>
    /// <param name="said">What Serving says.</param>
    /// <param name="change">See <see cref="PointsToChange"/>.</param>
    /// <param name="version">See <see cref="PointsToVersion"/>.</param>
    public static ModelDeployed Of(ModelServed said, long change, int version)
    {
        ArgumentNullException.ThrowIfNull(said);
        return new()
        {
            DeploymentId = said.DeploymentId, Change = said.Change, RunId = said.RunId, Work = said.Work,
            Model = said.Model, Version = said.Version, Alias = said.Alias, Endpoint = said.Endpoint,
            ReplayedSamples = said.ReplayedSamples, AnswersWithChange = said.AnswersWithChange,
            AnswersWithVersion = said.AnswersWithVersion, PointsToChange = change, PointsToVersion = version,
            IsSuperseded = said.IsSuperseded,
        };
    }
}
