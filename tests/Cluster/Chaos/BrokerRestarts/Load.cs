using System.Net;
using System.Net.Http.Json;

namespace Trainyard.Cluster.Tests.Chaos.BrokerRestarts;

/// <summary>Asks for runs without a pause, over AMQP and over HTTP in turn, as many at once as it is given.</summary>
internal sealed class Load(ServiceCluster cluster, PlainClient client, int inFlight) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _ended = new(0);
    private int _number = -1;
    private int _accepted;

    public Ledger Ledger { get; } = new(client);

    /// <summary>Requests that the broker confirmed, or Pipeline answered with 202.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    public Task Go(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => KeepAsking(stop)));

    /// <summary>Waits for so many further endings.</summary>
    public async Task Ended(int runs)
    {
        while (_ended.Wait(0, CancellationToken.None)) continue;
        for (var run = 0; run < runs; run++) await _ended.WaitAsync(Requests.Timeout);
    }

    public void Dispose() => _ended.Dispose();

    private async Task KeepAsking(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _number);
            var run = Guid.NewGuid();
            if (number % 2 == 0) await client.Ask(run, SmallRuns.Request(number));
            else await AskOverHttp(run, number);
            Interlocked.Increment(ref _accepted);
            Ledger.Note(run, SmallRuns.Succeeds(number));
            await client.Ends(run, Requests.Timeout);
            _ended.Release();
        }
    }

    /// <summary>Asks until the response is 202; 503 says that the broker is away.</summary>
    private async Task AskOverHttp(Guid run, int number)
    {
        var request = SmallRuns.Request(number);
        request["runId"] = run.ToString();
        while (true)
        {
            using var reply = await cluster["Pipeline"].Http.PostAsJsonAsync("/runs", request);
            if (reply.StatusCode == HttpStatusCode.Accepted) return;
            Assert.True(
                reply.StatusCode == HttpStatusCode.ServiceUnavailable, await reply.Content.ReadAsStringAsync());
            await Task.Delay(Interval, TimeProvider.System);
        }
    }
}
