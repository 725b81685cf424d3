using System.Collections.Concurrent;

namespace Trainyard.Cluster.Tests.Chaos.KillWindows;

/// <summary>Two processes of each service, each with a trap; whoever died in it is started again with the
/// next.</summary>
/// <param name="window">Where they die.</param>
/// <param name="runs">Runs that there will be.</param>
/// <param name="random">Chance.</param>
internal sealed class Twins(Window window, int runs, Random random)
{
    private const int Copies = 2;
    private const int KilledByItself = 128 + 9;

    /// <summary>How often a process of a service is in its window in one run, about.</summary>
    private static readonly Dictionary<string, double> TimesInRun =
        new() { ["Pipeline"] = 9.0 / Copies, ["Ingestion"] = 2.0 / Copies };

    private readonly ConcurrentDictionary<ServiceProcess, int> _deaths = [];
    private volatile bool _over;

    public IEnumerable<(string Service, int Count)> Deaths =>
        ServiceCluster.Names.Select(name => (name, _deaths.Where(one => one.Key.Name == name).Sum(one => one.Value)));

    /// <summary>Processes that ended by anything but their trap.</summary>
    public ConcurrentBag<string> Crashes { get; } = [];

    /// <summary>The processes of a service.</summary>
    public IEnumerable<ServiceProcess> Of(string service, string[] settings)
    {
        // Over all runs each process dies a few times, Pipeline more often: it has more to say.
        var deaths = Math.Max(1, runs / (service == "Pipeline" ? 16 : 40));
        var times = runs * TimesInRun.GetValueOrDefault(service, 1.0 / Copies);
        var most = Math.Max(1, (int)(2 * times / (deaths + 1)));
        return Enumerable.Range(0, Copies).Select(_ =>
        {
            // No more traps than deaths: whoever has died often enough lives on.
            var traps = deaths;
            return new ServiceProcess(service, () =>
            [
                typeof(Program).Assembly.Location, Program.TrappedService, service, window.ToString(),
                $"{(_over || traps-- <= 0 ? int.MaxValue : Next(most))}", .. settings,
            ]);
        });
    }

    /// <summary>Starts whoever has died, until that is over.</summary>
    public Task KeepAlive(ServiceCluster cluster, CancellationToken stop) =>
        Task.WhenAll(cluster.Processes.Select(process => KeepAlive(process, stop)));

    /// <summary>From now on nobody who is started gets a trap.</summary>
    public void Disarm() => _over = true;

    private async Task KeepAlive(ServiceProcess process, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var exitCode = await process.Ended().WaitAsync(stop);
                if (exitCode == KilledByItself) _deaths.AddOrUpdate(process, 1, (_, count) => count + 1);
                else if (!process.HasEndedHanging) Crashes.Add($"{process.Name} ended with exit code {exitCode}");
                process.Start();
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private int Next(int most)
    {
        lock (random) return 1 + random.Next(most);
    }
}
