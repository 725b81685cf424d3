using System.Collections.Concurrent;

namespace Trainyard.Cluster.Tests.Chaos.KillWindows;

/// <summary>Two processes of each service, each with a trap in one window or the other; whoever died in it is started
/// again with the next, in the other window.</summary>
/// <param name="runs">Runs that there will be.</param>
/// <param name="random">Chance.</param>
internal sealed class Twins(int runs, Random random)
{
    private const int Copies = 2;
    private const int KilledByItself = 128 + 9;
    private static readonly Window[] Windows = Enum.GetValues<Window>();

    /// <summary>How often a process of a service is in a window in one run, about.</summary>
    private static readonly Dictionary<string, double> TimesInRun =
        new() { ["Pipeline"] = 9.0 / Copies, ["Ingestion"] = 2.0 / Copies };

    private readonly ConcurrentDictionary<ServiceProcess, Window> _windows = [];
    private readonly ConcurrentDictionary<(Window Window, string Service), int> _deaths = [];
    private volatile bool _over;

    public IEnumerable<(Window Window, string Service, int Count)> Deaths =>
        Windows.SelectMany(window => ServiceCluster.Names.Select(name =>
            (window, name, _deaths.GetValueOrDefault((window, name)))));

    /// <summary>Processes that ended by anything but their trap.</summary>
    public ConcurrentBag<string> Crashes { get; } = [];

    /// <summary>The processes of a service.</summary>
    public IEnumerable<ServiceProcess> Of(string service, string[] settings)
    {
        // Over all runs each process dies a few times, Pipeline more often: it has more to say.
        var deaths = Math.Max(1, runs / (service == "Pipeline" ? 8 : 20));
        var times = runs * TimesInRun.GetValueOrDefault(service, 1.0 / Copies);
        var most = Math.Max(1, (int)(2 * times / (deaths + 1)));
        return Enumerable.Range(0, Copies).Select(copy =>
        {
            ServiceProcess process = null!;
            var traps = 0;
            process = new ServiceProcess(service, () =>
            {
                var window = Windows[(copy + traps) % Windows.Length];
                _windows[process] = window;
                // No more traps than deaths: whoever has died often enough lives on.
                var at = _over || traps++ >= deaths ? int.MaxValue : Next(most);
                return
                [
                    typeof(Program).Assembly.Location, Program.TrappedService, service, $"{window}", $"{at}",
                    .. settings,
                ];
            });
            return process;
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
                if (exitCode == KilledByItself)
                    _ = _deaths.AddOrUpdate((_windows[process], process.Name), 1, (_, count) => count + 1);
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
