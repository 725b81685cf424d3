namespace Trainyard.Cluster.Tests.Chaos.FiftyRuns;

/// <summary>
/// Many small runs at once keep the processors busy: the time until the last one has ended is held against the
/// processor time that the services spent, spread over two cores. What a round waits for others on the machine counts
/// against it, so the best of several rounds is taken.
/// </summary>
internal static class FiftyRunsScenario
{
    private const int Rounds = 4;
    private const int Cores = 2;
    private const double Target = 1.3;

    public static Scenario Scenario { get; } = new(
        "fifty-runs", "small runs at once: wall time against processor time over two cores, at most 1.3", 50, Play);

    private static async Task<Tally> Play(ChaosRun chaos)
    {
        await using var cluster = await ServiceCluster.Start(chaos.Broker, Documents.InSqlite);
        await using var client = await PlainClient.Connect(cluster.Bus);
        var lost = 0;
        var ratios = new List<double>();
        // The first round is for the compiler; so is its ratio.
        for (var round = 0; round <= Rounds; round++)
        {
            var (spent, start) = (Spent(cluster), TimeProvider.System.GetTimestamp());
            lost += await AtOnce(chaos.Runs, round, client);
            var wall = TimeProvider.System.GetElapsedTime(start);
            var processor = Spent(cluster) - spent;
            var ratio = wall / (processor / Cores);
            chaos.Say($"  round {round}: {wall.TotalSeconds:0.00} s, processor {processor.TotalSeconds:0.00} s, "
                + $"ratio {ratio:0.00}{(round == 0 ? " (cold, not counted)" : "")}");
            if (round > 0) ratios.Add(ratio);
        }

        return new Tally()
            .Zero("lost", lost)
            .Target($"ratio {ratios.Min():0.00} ({ratios.Min():0.00}..{ratios.Max():0.00})", ratios.Min() <= Target)
            .Fact($"target {Target}");
    }

    /// <summary>How many of the runs did not end.</summary>
    private static async Task<int> AtOnce(int runs, int round, PlainClient client)
    {
        var ends = await Task.WhenAll(Enumerable.Range(0, runs).Select(async number =>
        {
            var run = Guid.NewGuid();
            await client.Ask(run, SmallRuns.Request((round * runs) + number));
            return await client.Ends(run, Requests.Timeout);
        }));
        return ends.Count(ended => !ended);
    }

    private static TimeSpan Spent(ServiceCluster cluster) => ServiceCluster.Names.Aggregate(
        TimeSpan.Zero, (sum, service) => sum + cluster[service].ProcessorTime);
}
