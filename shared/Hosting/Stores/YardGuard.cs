using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Trainyard.Artifacts;
using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting.Stores;

/// <summary>Looks whether the stores are of one yard.</summary>
internal sealed class YardGuard(
    IEnumerable<string> services,
    YardMarks marks,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<YardGuard> logger) : OneYard(TimeSpan.FromSeconds(1), lifetime, time, logger)
{
    private readonly HashSet<string> _open = [.. services];

    protected override async Task Demand(CancellationToken cancellation)
    {
        foreach (var service in _open.ToList())
        {
            await marks.Take(service, cancellation);
            _ = _open.Remove(service);
        }
    }

    protected override bool IsOutage(Exception failure) =>
        failure is ArtifactStoreException || StoreOutage.Is(failure);
}
