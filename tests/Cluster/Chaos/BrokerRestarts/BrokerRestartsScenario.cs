namespace Trainyard.Cluster.Tests.Chaos.BrokerRestarts;

/// <summary>The broker dies under load, again and again: what it confirmed, and what was answered 202, ends.</summary>
internal static class BrokerRestartsScenario
{
    private const int InFlight = 8;
    private const int RunsBetween = 6;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);

    public static Scenario Scenario { get; } = new(
        "broker-restarts", "kill -9 of the broker under load, and a restart: every accepted request ends", 50, Play);

    private static async Task<Tally> Play(ChaosRun chaos)
    {
        await using var broker = await OwnBroker.Start();
        await using var cluster = await ServiceCluster.Start(broker, Documents.InSqlite);
        await using var client = await PlainClient.Connect(cluster.Bus);
        using var load = new Load(cluster, client, InFlight);
        using var stop = new CancellationTokenSource();

        var asking = load.Go(stop.Token);
        for (var restart = 1; restart <= chaos.Runs; restart++)
        {
            await load.Ended(RunsBetween);
            await Task.Delay(LongestDelay * chaos.Random.NextDouble(), TimeProvider.System);
            broker.Kill();
            var accepted = load.Accepted;
            await broker.StartAgain();
            chaos.Say($"  restart {restart,2}: {accepted,4} accepted before");
        }

        await stop.CancelAsync();
        await asking;
        var open = await Stores.Settled(cluster.Folder, Requests.Timeout);
        await cluster.Ready();
        return await Count(chaos, cluster, load, open);
    }

    private static async Task<Tally> Count(
        ChaosRun chaos, ServiceCluster cluster, Load load, IReadOnlyList<string> open)
    {
        var findings = new Findings(chaos);
        return new Tally()
            .Count("accepted", load.Accepted)
            .Zero("lost", findings.Of("lost", load.Ledger.Lost()))
            .Zero("twice", findings.Of("ended twice", load.Ledger.Twice()))
            .Zero("wrong-versions", findings.Of(
                "wrong versions", await load.Ledger.WrongVersions(cluster["Registry"].Http)))
            .Zero("other-endings", findings.Of("ended otherwise", load.Ledger.Otherwise()))
            .Zero("unsettled", findings.Of("unsettled", open))
            .Fact(findings.Of(await cluster.Examine()));
    }
}
