using MassTransit;
using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.Bus;
using Trainyard.Models.Provenance;

namespace Trainyard.Serving.DeployModels;

/// <summary>Says of a deployment that it is not what the registry signed: to people, who may have to find out who wrote
/// it.</summary>
internal sealed class Refusals(IBus bus, ProcessUse use, TimeProvider time, ILogger<Refusals> logger)
{
    /// <summary>Returns once the broker has it; the same refusal again has the same id.</summary>
    public Task Say(Deployment deployment, string reason, CancellationToken cancellation)
    {
        logger.LogError(
            "Refused deployment {DeploymentId} of {Model} {Alias}, version {Version}, change {Change}: {Reason}",
            deployment.DeploymentId, ShownText.Of(deployment.Model), ShownText.Of(deployment.Alias),
            deployment.Version, deployment.Change, reason);
        if (use.IsReading)
            return Task.CompletedTask;
        return bus.PublishInTime(
            new DeploymentRefused
            {
                DeploymentId = deployment.DeploymentId,
                Change = deployment.Change,
                RunId = deployment.RunId,
                Model = ShownText.Of(deployment.Model),
                Version = deployment.Version,
                Alias = ShownText.Of(deployment.Alias),
                Reason = reason,
                RefusedAt = time.GetUtcNow(),
            },
            IdOf(deployment), mandatory: false, cancellation);
    }

    private static Guid IdOf(Deployment deployment) => MessageId.About(
        "refused", $"{deployment.DeploymentId}", deployment.Model, deployment.Alias, $"{deployment.Version}",
        $"{deployment.Change}", deployment.Artifact.Sha256);
}
