using Xunit.Sdk;
using Xunit.v3;

// Two classes at a time: most of them wait most of the time, for a lease, a timeout or a broker.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]

namespace Trainyard.Cluster.Tests;

/// <summary>
/// One cluster for the facts of a class, with documents in SQLite; started when the first of them asks.
/// </summary>
public sealed class SharedCluster(Broker broker) : IAsyncDisposable
{
    private ServiceCluster? _cluster;

    internal async Task<ServiceCluster> Get() => _cluster ??= await ServiceCluster.Start(broker, Documents.InSqlite);

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
    }
}
