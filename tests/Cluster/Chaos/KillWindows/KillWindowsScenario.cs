namespace Trainyard.Cluster.Tests.Chaos.KillWindows;

/// <summary>
/// Processes die exactly where it hurts: a message is written with the state and not sent, or sent and not known to be.
/// Every run ends all the same, and has one ending, one version and one alert.
/// </summary>
internal static class KillWindowsScenario
{
    private const int InFlight = 8;

    public static Scenario Scenario { get; } = new(
        "kill-windows", "kill -9 between write and send, and between send and clearing: every effect, and once", 200,
        Play);

    private static async Task<Tally> Play(ChaosRun chaos)
    {
        var twins = new Twins(chaos.Runs, chaos.Random);
        await using var alerts = await AlertReceiver.Start();
        // Each death costs the job at hand an attempt, and each message at hand a delivery; here they may die more
        // often than in any real yard.
        await using var cluster = await ServiceCluster.Start(
            chaos.Broker, Documents.InSqlite, twins.Of, ("Jobs:Attempts", "20"),
            ("Bus:DeliveryLimit", "20"));
        await using var client = await PlainClient.Connect(cluster.Bus);
        using var stop = new CancellationTokenSource();
        var ledger = new Ledger(client);

        var keeping = twins.KeepAlive(cluster, stop.Token);
        await ledger.Ask(chaos.Runs, InFlight, number => SmallRuns.Request(number, alerts.Address));
        twins.Disarm();
        var open = await Stores.Settled(cluster.Folder, Requests.Timeout);
        await cluster.Ready();
        await stop.CancelAsync();
        await keeping;

        foreach (var (window, service, count) in twins.Deaths)
            chaos.Say($"  {window,-5} {service,-14} killed {count,3}");
        var findings = new Findings(chaos);
        var (before, after) = (Killed(twins, Window.Write), Killed(twins, Window.Send));
        return new Tally()
            .Target($"before-send {before}", before > 0)
            .Target($"after-send {after}", after > 0)
            .Zero("lost", findings.Of("lost", ledger.Lost()))
            .Zero("twice", findings.Of("ended twice", ledger.Twice()))
            .Zero("wrong-versions", findings.Of(
                "wrong versions", await ledger.WrongVersions(cluster["Registry"].Http)))
            .Zero("wrong-alerts", findings.Of("alerts", alerts.Wrong(ledger.Runs)))
            .Count("alerts-repeated", alerts.Repeats)
            .Zero("other-endings", findings.Of("ended otherwise", ledger.Otherwise()))
            .Zero("unsettled", findings.Of("unsettled", open))
            .Zero("crashed", findings.Of("crashed", [.. twins.Crashes]))
            .Fact(findings.Of(await cluster.Examine()));
    }

    private static int Killed(Twins twins, Window window) =>
        twins.Deaths.Where(death => death.Window == window).Sum(death => death.Count);
}
