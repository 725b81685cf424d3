using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Jobs;
using Trainyard.Monitoring.AnnounceOutcomes;

namespace Trainyard.Monitoring;

/// <summary>Watches the versions that runs made, and announces their success.</summary>
public sealed class MonitoringService : IYardService
{
    /// <inheritdoc/>
    public string Name => "monitoring";

    /// <inheritdoc/>
    public void Configure(ServiceBuilder service)
    {
        ArgumentNullException.ThrowIfNull(service);
        service.Documents(WatchedVersion.Collection);
        service.Job<AnnounceSuccess, AnnounceSuccessJob>();
    }
}
