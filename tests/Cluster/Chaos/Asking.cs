using System.Collections.Concurrent;

namespace Trainyard.Cluster.Tests.Chaos;

/// <summary>Asks for small runs, some at once, and keeps a ledger of them.</summary>
/// <param name="client">Who asks, and hears how they end.</param>
/// <param name="atOnce">How many are under way at most.</param>
/// <param name="alerts">Where alerts about them go, if anywhere.</param>
internal sealed class Asking(PlainClient client, int atOnce, Uri? alerts = null)
{
    private readonly ConcurrentQueue<Guid> _runs = [];
    private int _asked;

    public Ledger Ledger { get; } = new(client);

    /// <summary>All runs that were asked for.</summary>
    public IReadOnlyCollection<Guid> Asked => _runs;

    /// <summary>Asks for more runs; gives how long it was until the last of them had ended, or was given up.</summary>
    public async Task<TimeSpan> Ask(int runs)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var places = new SemaphoreSlim(atOnce);
        await Task.WhenAll(Enumerable.Range(_asked, runs).Select(async number =>
        {
            await places.WaitAsync();
            try
            {
                var run = Guid.NewGuid();
                _runs.Enqueue(run);
                Ledger.Note(run, SmallRuns.Succeeds(number));
                await client.Ask(run, SmallRuns.Request(number, alerts));
                await client.Ends(run, Requests.Patience);
            }
            finally
            {
                places.Release();
            }
        }));
        _asked += runs;
        return TimeProvider.System.GetElapsedTime(began);
    }
}
