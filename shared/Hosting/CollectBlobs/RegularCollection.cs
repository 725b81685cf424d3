using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Trainyard.Hosting.Stores;
using Trainyard.Persistence;

namespace Trainyard.Hosting.CollectBlobs;

/// <summary>Collects from time to time, for a process that all services are in.</summary>
internal sealed class RegularCollection(
    BlobCollector collector, IOptions<BlobSettings> settings, TimeProvider time, ILogger<RegularCollection> logger)
    : RecurringWork(settings.Value.CollectEvery, time, logger)
{
    public override async Task Look(CancellationToken cancellation)
    {
        var collected = await collector.Collect(isDryRun: false, cancellation);
        if (collected.Removed.Count > 0)
        {
            logger.LogInformation(
                "Removed {Count} blobs that no record names, {Bytes} bytes", collected.Removed.Count, collected.Bytes);
        }
    }
}
