namespace Trainyard.Contracts;

/// <summary>
/// Event: Serving was asked to serve what Registry did not sign, or signed otherwise. Nothing of it was opened, and
/// what answered before goes on. Somebody could write a command, or a document of Serving, who should not: for people
/// to look at. Whoever waits for the deployment is told by <see cref="StepFaulted"/> or <see cref="JobFaulted"/> as
/// well. A repeat has the same message id.
/// </summary>
public sealed record DeploymentRefused : IMessage
{
    /// <summary>See <see cref="DeployModel.DeploymentId"/>.</summary>
    public required Guid DeploymentId { get; init; }

    /// <summary>See <see cref="DeployModel.Change"/>.</summary>
    public required long Change { get; init; }

    /// <summary>The run that it says it belongs to; absent where it names none.</summary>
    public Guid? RunId { get; init; }

    /// <summary>The name of the model, as far as it can be shown.</summary>
    public required string Model { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>The alias, as far as it can be shown.</summary>
    public required string Alias { get; init; }

    /// <summary>What does not fit, in a few sentences for a person.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was refused, UTC.</summary>
    public required DateTimeOffset RefusedAt { get; init; }
}
