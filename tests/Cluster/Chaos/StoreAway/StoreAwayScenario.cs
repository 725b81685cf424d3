using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests.Chaos.StoreAway;

/// <summary>The document stores are away for far longer than a broker waits for an acknowledgement, while runs are
/// under way: each ends when they are back, and nothing has died meanwhile.</summary>
internal static class StoreAwayScenario
{
    private const string Name = "store-away";
    private const string About = "stores away longer than messages may come back: every run ends, nothing dies";
    private static readonly TimeSpan BrokerWaits = TimeSpan.FromSeconds(12);

    public static Scenario Scenario { get; } =
        new(Name, About, Runs: 50, chaos => Play(chaos, TimeSpan.FromMinutes(20), deliveries: 5));

    /// <summary>The same with an outage that is over sooner, and messages that may come back less often.</summary>
    public static Scenario Short { get; } =
        new(Name, About, Runs: 5, chaos => Play(chaos, 2.5 * BrokerWaits, deliveries: 2));

    private static async Task<Tally> Play(ChaosRun chaos, TimeSpan away, int deliveries)
    {
        await using var broker = await OwnBroker.Start(
            ("consumer_timeout", (int)BrokerWaits.TotalMilliseconds), ("channel_tick_interval", 500));
        await using var cluster = await ServiceCluster.Start(
            broker, Documents.InSqlite, ("Bus:DeliveryLimit", $"{deliveries}"));
        await using var client = await PlainClient.Connect(cluster.Bus);
        var ledger = new Ledger(client);
        for (var number = 0; number < chaos.Runs; number++)
        {
            var run = Guid.NewGuid();
            ledger.Note(run, SmallRuns.Succeeds(number));
            await client.Ask(run, SmallRuns.Request(number));
        }

        using (HeldStores.Take(cluster.Folder))
        {
            chaos.Say(string.Create(CultureInfo.InvariantCulture, $"  away for {away.TotalSeconds:0} s"));
            await Task.Delay(away, TimeProvider.System);
        }

        await Task.WhenAll(ledger.Runs.Select(run => client.Ends(Guid.Parse(run), Requests.Timeout)));
        if (ledger.Lost().Count > 0)
            chaos.Say(cluster.Logs());
        var open = await Stores.Settled(cluster.Folder, Requests.Timeout);
        var findings = new Findings(chaos);
        var dead = await cluster["Alerting"].Http.GetFromJsonAsync<JsonArray>("/dead?state=Dead");
        return new Tally()
            .Zero("lost", findings.Of("lost", ledger.Lost()))
            .Zero("twice", findings.Of("ended twice", ledger.Twice()))
            .Zero("other-endings", findings.Of("ended otherwise", ledger.Otherwise()))
            .Zero("unsettled", findings.Of("unsettled", open))
            .Zero("dead-letters", findings.Of("dead", [.. dead!.Select(letter => letter!.ToJsonString())]));
    }
}
