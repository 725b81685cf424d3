using System.Globalization;

namespace Trainyard.Cluster.Tests.Chaos.TripleDelivery;

/// <summary>Each message is delivered three times to each queue, those of plain subscribers included.</summary>
internal static class TripleDeliveryScenario
{
    private const int Copies = 3;
    private const int MostDeliveries = 4;
    private const double Target = 0.4;

    /// <summary>Runs that are under way at once.</summary>
    private const int InFlight = 12;

    /// <summary>Runs of a block. Blocks with and without copies take turns, and so meet the same machine.</summary>
    private const int Block = 25;

    /// <summary>With fewer runs than this, chance decides which way is quicker, and no throughput is judged.</summary>
    private const int Judged = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public static Scenario Scenario { get; } = new(
        "triple-delivery", "every message delivered 3 times over RabbitMQ: nothing happens twice", Runs: 200, Play);

    private static async Task<Tally> Play(ChaosRun chaos)
    {
        await using var alerts = await AlertReceiver.Start();
        await using var cluster = await ServiceCluster.Start(chaos.Broker, Documents.InSqlite);
        await using var client = await PlainClient.Connect(cluster.Bus);
        await using var repeater = await Repeater.Create(cluster.Host, Copies);
        var ledger = new Ledger(client);
        await Ask(InFlight);
        var (once, thrice) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var done = 0; done < chaos.Runs; done += Block)
        {
            var runs = Math.Min(Block, chaos.Runs - done);
            await Settle(cluster, repeater);
            var without = await Ask(runs);
            await Settle(cluster, repeater);
            await repeater.Begin();
            var with = await Ask(runs);
            await Settle(cluster, repeater);
            await repeater.End();
            (once, thrice) = (once + without, thrice + with);
            chaos.Say(string.Create(CultureInfo.InvariantCulture,
                $"  {runs,3} runs in {without.TotalSeconds,6:0.0} s, with copies in {with.TotalSeconds,6:0.0} s, "
                + $"{repeater.Repeated,6} messages repeated so far"));
        }

        return await Count(chaos, ledger, cluster, client, alerts, once / thrice);

        async Task<TimeSpan> Ask(int runs)
        {
            var began = TimeProvider.System.GetTimestamp();
            await ledger.Ask(runs, InFlight, number => SmallRuns.Request(number, alerts.Address));
            return TimeProvider.System.GetElapsedTime(began);
        }
    }

    /// <summary>Waits until nothing is under way, copies included.</summary>
    private static async Task Settle(ServiceCluster cluster, Repeater repeater)
    {
        var open = await Stores.Settled(cluster.Folder, Requests.Timeout);
        Assert.True(open.Count == 0, string.Join('\n', open));
        for (var quiet = 0; quiet < 3; quiet = await repeater.Waiting() == 0 ? quiet + 1 : 0)
            await Task.Delay(Interval, TimeProvider.System);
    }

    private static async Task<Tally> Count(
        ChaosRun chaos, Ledger ledger, ServiceCluster cluster, PlainClient client, AlertReceiver alerts,
        double throughput)
    {
        var findings = new Findings(chaos);
        var twice = findings.Of("ended twice", ledger.Twice())
            + findings.Of("wrong versions", await ledger.WrongVersions(cluster["Registry"].Http))
            + findings.Of("alerts", alerts.Wrong(ledger.Runs)) + alerts.Repeats;
        var most = client.Received.CountBy(ending => ending.Run!).Max(run => run.Value);
        var isJudged = chaos.Runs >= Judged;
        return new Tally()
            .Zero("lost", findings.Of("lost", ledger.Lost()))
            .Zero("twice", twice)
            .Zero("other-endings", findings.Of("ended otherwise", ledger.Otherwise()))
            .Fact($"most-deliveries {most}", most <= MostDeliveries)
            .Fact(
                string.Create(CultureInfo.InvariantCulture, $"throughput {throughput:0.00} target {Target:0.00}"),
                throughput >= Target || !isJudged);
    }
}
