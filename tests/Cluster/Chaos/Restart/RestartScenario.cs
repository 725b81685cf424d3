namespace Trainyard.Cluster.Tests.Chaos.Restart;

/// <summary>
/// How soon a service that was killed works again: from the start of its new process until the next step of a run is
/// done that waits for it. The service dies before the command is sent, so no lease has to run out first and nothing is
/// taken off. The processor time beside it is what the step would cost a machine that has nothing else to do.
/// </summary>
internal static class RestartScenario
{
    private const double Target = 1;

    public static Scenario Scenario { get; } = new(
        "restart", "from the start of a killed service to the next step done, in seconds; the median at most 1", 45,
        Play);

    private static async Task<Tally> Play(ChaosRun chaos)
    {
        await using var cluster = await ServiceCluster.Start(chaos.Broker, Documents.InSqlite);
        await using var client = await PlainClient.Connect(cluster.Bus);
        await using var tap = await Tap.Open(cluster.Bus, Interruption.Messages);
        var (lost, late) = (0, 0);
        var measured = new List<(string Service, double Seconds, double Processor)>();
        for (var number = 0; number < chaos.Runs; number++)
        {
            var interruption = Interruption.All[number % Interruption.All.Count];
            if (await Measure(cluster, client, tap, interruption) is not { } time) lost++;
            else if (time.Seconds <= 0) late++;
            else measured.Add((interruption.Service, time.Seconds, time.Processor));
        }

        foreach (var service in measured.GroupBy(one => one.Service))
            chaos.Say($"  {service.Key,-14} {Figures([.. service.Select(one => one.Seconds)])}"
                + $"  processor {Figures([.. service.Select(one => one.Processor)])}");
        double[] all = [.. measured.Select(one => one.Seconds)];
        return new Tally()
            .Zero("lost", lost)
            .Count("killed-too-late", late)
            .Target(Figures(all), all.Length > 0 && Quantile(all, 0.5) <= Target)
            .Fact($"target {Target}");
    }

    /// <summary>Null when the run did not end; nothing, or less, when the step was done before the kill.</summary>
    private static async Task<(double Seconds, double Processor)?> Measure(
        ServiceCluster cluster, PlainClient client, Tap tap, Interruption interruption)
    {
        await cluster.Ready();
        var (run, victim) = (Guid.NewGuid(), cluster[interruption.Service]);
        var done = tap.Next(interruption.Done, run);
        if (interruption.Before is { } message)
        {
            var before = tap.Next(message, run);
            await client.Ask(run, SmallRuns.Request(number: 0));
            await before.WaitAsync(Requests.Timeout);
            victim.Kill();
        }
        else
        {
            victim.Kill();
            await client.Ask(run, SmallRuns.Request(number: 0));
        }

        var start = TimeProvider.System.GetTimestamp();
        victim.Start();
        var end = await done.WaitAsync(Requests.Timeout);
        var processor = victim.ProcessorTime.TotalSeconds;
        return await client.Ends(run, Requests.Timeout)
            ? (TimeProvider.System.GetElapsedTime(start, end).TotalSeconds, processor)
            : null;
    }

    private static string Figures(double[] values) =>
        $"median {Quantile(values, 0.5):0.00} p95 {Quantile(values, 0.95):0.00}";

    private static double Quantile(double[] values, double share) =>
        values.Length == 0 ? double.NaN : values.Order().ElementAt((int)Math.Ceiling(share * values.Length) - 1);
}
