namespace Trainyard.Cluster.Tests.Chaos.KillServices;

/// <summary>Any service may die at any moment: every run ends all the same, once, and as if nothing had
/// happened.</summary>
internal static class KillServicesScenario
{
    private const int InFlight = 12;
    private const int RunsPerKill = 5;

    public static Scenario Scenario { get; } = new(
        "kill-services", "kill -9 of a service at every boundary between steps: every run ends, and ends once", 1000,
        Play);

    private static async Task<Tally> Play(ChaosRun chaos)
    {
        // Each death costs the job at hand an attempt, and each message at hand a delivery; here they die more often
        // than in any real yard.
        await using var cluster = await ServiceCluster.Start(
            chaos.Broker, Documents.InSqlite, ("Jobs:Lease", "00:00:02"), ("Jobs:Attempts", "20"),
            ("Bus:DeliveryLimit", "20"));
        await using var client = await PlainClient.Connect(cluster.Bus);
        await using var tap = await Tap.Open(cluster.Bus, Boundary.Messages);
        var pace = new Pace(chaos.Runs, Math.Max(Boundary.All.Count, chaos.Runs / RunsPerKill), InFlight);
        var killer = new Killer(cluster, tap, pace, chaos.Random);
        var ledger = new Ledger(client);

        await Task.WhenAll(killer.Go(), ledger.Ask(
            chaos.Runs, InFlight, number => SmallRuns.Request(number), pace.BeforeRun, pace.RunEnded));
        await cluster.Ready();
        var open = await Stores.Settled(cluster.Folder, Requests.Timeout);
        return await Count(chaos, cluster, ledger, killer, open);
    }

    private static async Task<Tally> Count(
        ChaosRun chaos, ServiceCluster cluster, Ledger ledger, Killer killer, IReadOnlyList<string> open)
    {
        foreach (var (boundary, count) in killer.Kills)
            chaos.Say($"  {boundary.Message ?? "at any time",-18} {boundary.Victim,-14} killed {count,3}");
        var findings = new Findings(chaos);
        return new Tally()
            .Zero("lost", findings.Of("lost", ledger.Lost()))
            .Zero("twice", findings.Of("ended twice", ledger.Twice()))
            .Zero("torn", findings.Of("torn", await Stores.Torn(cluster.Folder)))
            .Zero("wrong-versions", findings.Of(
                "wrong versions", await ledger.WrongVersions(cluster["Registry"].Http)))
            .Zero("other-endings", findings.Of("ended otherwise", ledger.Otherwise()))
            .Zero("unsettled", findings.Of("unsettled", open))
            .Fact(findings.Of(await cluster.Examine()))
            .Count("kills", killer.Count)
            .Fact($"boundaries {killer.Kills.Count(hit => hit.Count > 0)}/{Boundary.All.Count}");
    }
}
