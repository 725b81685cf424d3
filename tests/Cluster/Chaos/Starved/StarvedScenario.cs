namespace Trainyard.Cluster.Tests.Chaos.Starved;

/// <summary>
/// Runs all asked for at once, while sixty other processes want the processors: each gets a thirtieth of what it is
/// used to. Whatever gives up after some seconds gives up here, and every run still ends as it would in quiet.
/// </summary>
internal static class StarvedScenario
{
    private const int Others = 60;

    /// <summary>What takes a minute in quiet takes half an hour at most.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(30);

    public static Scenario Scenario { get; } = new(
        "starved", "sixty busy processes beside: every run ends as in quiet, and no service is started again", 50,
        Play);

    private static async Task<Tally> Play(ChaosRun chaos)
    {
        await using var cluster = await ServiceCluster.Start(chaos.Broker, Documents.InSqlite);
        await using var client = await PlainClient.Connect(cluster.Bus);
        var ledger = new Ledger(client);
        using (BusyProcesses.Start(Others))
        {
            var start = TimeProvider.System.GetTimestamp();
            await ledger.Ask(chaos.Runs, chaos.Runs, number => SmallRuns.Request(number), within: Timeout);
            chaos.Say($"  the last ended after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s");
        }

        var (lost, twice, otherwise) = (ledger.Lost(), ledger.Twice(), ledger.Otherwise());
        var wrong = await ledger.WrongVersions(cluster["Registry"].Http);
        foreach (var line in (string[])[.. lost, .. twice, .. otherwise, .. wrong])
            chaos.Say($"  {line}");
        return new Tally()
            .Zero("lost", lost.Count)
            .Zero("twice", twice.Count)
            .Zero("otherwise", otherwise.Count)
            .Zero("wrong versions", wrong.Count)
            .Zero("services that ended", ServiceCluster.Names.Count(name => cluster[name].HasExited));
    }
}
