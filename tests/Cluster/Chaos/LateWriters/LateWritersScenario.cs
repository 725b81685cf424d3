using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests.Chaos.LateWriters;

/// <summary>
/// Two processes of Training, each with replies that it is about to store, are stopped in turn until their leases are
/// over and the other has taken their jobs. Then they go on, and try to store what they have.
/// </summary>
internal static class LateWritersScenario
{
    /// <summary>Runs of a round. The first two attempts at each are late.</summary>
    private const int AtOnce = 25;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Longer than the lease, and than what a sleeper takes for a busy machine.</summary>
    private static readonly TimeSpan Sleep = SleepyService.Sleep + TimeSpan.FromSeconds(1.5);

    public static Scenario Scenario { get; } = new(
        "late-writers", "a worker sleeps past its lease, and then stores its reply: never accepted", Runs: 200, Play);

    private static async Task<Tally> Play(ChaosRun chaos)
    {
        await using var cluster = await ServiceCluster.Start(
            chaos.Broker, Documents.InSqlite,
            (service, settings) => service == "Training"
                ? [Sleeper.Process(service, settings), Sleeper.Process(service, settings)]
                : [new ServiceProcess(service, settings)],
            ("Jobs:Lease", "00:00:02"), ("Jobs:Attempts", "10"), ("Jobs:TrainModel:Capacity", $"{2 * AtOnce}"),
            // They are all to be in hand at once, which the memory of this machine may not allow.
            ("Jobs:TrainModel:Memory", "0"));
        await using var client = await PlainClient.Connect(cluster.Bus);
        var sleepers = cluster.Processes.Where(process => process.Name == "Training")
            .Select(process => new Sleeper(process)).ToList();
        var (first, second) = (sleepers[0], sleepers[1]);
        var ledger = new Ledger(client);
        var runs = (chaos.Runs + 1) / SleepyService.LateAttempts;
        for (var done = 0; done < runs; done += AtOnce)
        {
            var count = Math.Min(AtOnce, runs - done);
            var ending = ledger.Ask(count, AtOnce, number => SmallRuns.Request(number));
            for (var (asleep, awake) = (first, second); !ending.IsCompleted; (asleep, awake) = (awake, asleep))
                await Oversleep(cluster, asleep, awake, ending, done + count);
            chaos.Say($"  {done + count,3} runs, late so far: {first.Refused} and {second.Refused}");
        }

        return await Count(chaos, cluster, ledger, first.Refused + second.Refused);
    }

    /// <summary>Stops one with all that it has until the other has taken it; returns when it has met its
    /// refusals.</summary>
    private static async Task Oversleep(
        ServiceCluster cluster, Sleeper asleep, Sleeper awake, Task ending, int asked)
    {
        await Until(() => ending.IsCompleted
            || (Stores.Jobs(cluster.Folder, "training") is var jobs && jobs.Count == asked
                && asleep.Held + awake.Held == jobs.Count(IsOpen)));
        if (asleep.Held == 0) return;

        await asleep.Stop(cluster.Folder);
        await Task.Delay(Sleep, TimeProvider.System);
        await Until(() => !Stores.Jobs(cluster.Folder, "training").Any(job => IsOpen(job) && asleep.Has(job)));
        asleep.GoOn();
        await Until(() => asleep.Held == 0);
    }

    private static bool IsOpen(JsonObject job) => (string)job["state"]! is "Waiting" or "Running";

    private static async Task Until(Func<bool> holds)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Requests.Timeout, "The workers got nowhere.");
            await Task.Delay(Interval, TimeProvider.System);
        }
    }

    private static async Task<Tally> Count(ChaosRun chaos, ServiceCluster cluster, Ledger ledger, int refused)
    {
        var accepted = new List<string>();
        foreach (var run in ledger.Runs)
        {
            var view = await cluster["Pipeline"].Http.GetFromJsonAsync<JsonObject>($"/runs/{run}");
            var trained = view!["record"]!.AsArray()
                .Where(entry => (string)entry!["message"]! == "ModelTrained")
                .Select(entry => entry!["body"]!["work"]!)
                .ToList();
            if (trained is not [var only] || (int)only["attempt"]! <= SleepyService.LateAttempts)
                accepted.Add($"{run}: {string.Join(", ", trained.Select(work => work.ToJsonString()))}");
        }

        var findings = new Findings(chaos);
        return new Tally()
            .Fact(
                string.Create(CultureInfo.InvariantCulture, $"late {refused + accepted.Count}"),
                refused + accepted.Count >= chaos.Runs)
            .Zero("accepted", findings.Of("accepted", accepted))
            .Zero("lost", findings.Of("lost", ledger.Lost()))
            .Zero("twice", findings.Of("ended twice", ledger.Twice()))
            .Zero("wrong-versions", findings.Of(
                "wrong versions", await ledger.WrongVersions(cluster["Registry"].Http)));
    }
}
