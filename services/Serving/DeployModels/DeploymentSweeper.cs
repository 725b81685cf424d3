using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Trainyard.Persistence;

namespace Trainyard.Serving.DeployModels;

/// <summary>Keeps this process at what is deployed.</summary>
internal sealed class DeploymentSweeper(
    DeploymentLoader loader, ServingSettings settings, TimeProvider time, ILogger<DeploymentSweeper> logger)
    : RecurringWork(settings.Refresh, time, logger, atOnce: true)
{
    public override Task Look(CancellationToken cancellation) => loader.LoadMissing(cancellation);
}

/// <summary>A process is not ready before it has what was deployed when it started.</summary>
internal sealed class DeploymentsLoaded(DeploymentLoader loader) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(loader.IsDone
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("Deployed models are still being loaded."));
}
