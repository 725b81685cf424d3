using Trainyard.Contracts;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>
/// What a receiver gets when Serving refuses a deployment: a JSON document, schema <c>refused-deployment/1</c>. Members
/// are added in later versions, never changed.
/// </summary>
internal sealed record RefusedDeploymentAlert
{
    /// <summary>The format: <c>refused-deployment/1</c>.</summary>
    public string Schema { get; init; } = "refused-deployment/1";

    /// <summary>The deployment.</summary>
    public required Guid DeploymentId { get; init; }

    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>The number of the change of the alias.</summary>
    public required long Change { get; init; }

    /// <summary>The run that it says it belongs to, if any.</summary>
    public Guid? RunId { get; init; }

    /// <summary>What does not fit.</summary>
    public required string Message { get; init; }

    /// <summary>When it was refused, UTC.</summary>
    public required DateTimeOffset RefusedAt { get; init; }

    public static RefusedDeploymentAlert Of(DeploymentRefused refused) => new()
    {
        DeploymentId = refused.DeploymentId,
        Model = refused.Model,
        Alias = refused.Alias,
        Version = refused.Version,
        Change = refused.Change,
        RunId = refused.RunId,
        Message = refused.Reason,
        RefusedAt = refused.RefusedAt,
    };
}
