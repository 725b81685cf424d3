using Xunit.Sdk;
using Xunit.v3;

// One class at a time: two clusters are eighteen processes, and on two cores they keep each other from anything.
[assembly: Parallelization(Mode = ParallelMode.None)]

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
