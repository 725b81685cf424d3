using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests.Chaos.LateWriters;

/// <summary>A process of the sleepy service, and how many answers it holds.</summary>
internal sealed class Sleeper : IDisposable
{
    private const string WasRefused = "its result is left out";

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    private readonly ServiceProcess _process;

    public Sleeper(string name, ServiceCluster cluster)
    {
        _process = ServiceProcess.OfTheseTests(name, [SleepyService.Argument, .. cluster.Arguments]);
        _process.Start();
    }

    /// <summary>Answers that it has tried to store in vain.</summary>
    public int Refused => Times(WasRefused);

    /// <summary>Answers that it has and has not tried to store.</summary>
    public int Held => Times(SleepyService.IsReady) - Refused;

    public Task Ready() => _process.Ready();

    /// <summary>Whether a job is its.</summary>
    public bool Has(JsonObject job) =>
        ((string?)job["worker"])?.EndsWith($"/{_process.Id}", StringComparison.Ordinal) == true;

    /// <summary>Stops it, but not while it has the store to itself: then nobody could take anything from it.</summary>
    public async Task Stop(string folder)
    {
        _process.Stop();
        while (!Stores.CanWrite(folder, "training"))
        {
            _process.GoOn();
            await Task.Delay(Moment, TimeProvider.System);
            _process.Stop();
        }
    }

    public void GoOn() => _process.GoOn();

    public void Dispose() => _process.Dispose();

    private int Times(string words) =>
        _process.Log.Split('\n').Count(line => line.Contains(words, StringComparison.Ordinal));
}
