using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests.Chaos.LateWriters;

/// <summary>A process of the sleepy service, and how many replies it holds.</summary>
internal sealed class Sleeper(ServiceProcess process)
{
    private const string WasRefused = "its result is left out";

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    /// <summary>Replies that it has tried to store in vain.</summary>
    public int Refused => Times(WasRefused);

    /// <summary>Replies that it has and has not tried to store.</summary>
    public int Held => Times(SleepyService.IsReady) - Refused;

    /// <summary>The program of these tests, as a sleepy service.</summary>
    public static ServiceProcess Process(string name, string[] settings) =>
        new(name, () => [typeof(Program).Assembly.Location, Program.SleepyService, .. settings]);

    /// <summary>Whether a job is its.</summary>
    public bool Has(JsonObject job) =>
        ((string?)job["worker"])?.EndsWith($"/{process.Id}", StringComparison.Ordinal) == true;

    /// <summary>Stops it, but not while it has the store to itself: then nobody could take anything from it.</summary>
    public async Task Stop(string folder)
    {
        process.Stop();
        while (!Stores.CanWrite(folder, "training"))
        {
            process.GoOn();
            await Task.Delay(Moment, TimeProvider.System);
            process.Stop();
        }
    }

    public void GoOn() => process.GoOn();

    private int Times(string words) =>
        process.Log.Split('\n').Count(line => line.Contains(words, StringComparison.Ordinal));
}
