using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Trainyard.Hosting.Stores;

/// <summary>Whether the document store of each service of the process answers.</summary>
internal sealed class StoreAnswers(IEnumerable<string> owners, DocumentDatabases databases) : IHealthCheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        try
        {
            await Task.WhenAll(owners.Select(owner => databases.Of(owner).Ping(deadline.Token)));
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The document store does not answer.", exception);
        }
    }
}
