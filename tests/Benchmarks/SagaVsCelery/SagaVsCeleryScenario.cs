using System.Diagnostics;
using Trainyard.Benchmarks.Sagas;

namespace Trainyard.Benchmarks.SagaVsCelery;

/// <summary>
/// What a step of the saga costs - order out, answer in, state and record flushed to disk, both messages in quorum
/// queues - against a task of a Celery chain on the same broker, in durable classic queues, without any record.
/// </summary>
internal static class SagaVsCeleryScenario
{
    private const int Pairs = 15;
    private static readonly TimeSpan MostAtTheTail = TimeSpan.FromMilliseconds(15);

    public static Scenario OneAtATime { get; } = new(
        "saga-vs-celery",
        "a durable step over RabbitMQ against a task of a Celery chain, one run at a time; [runs a pair]; time, "
            + "ours / Celery",
        arguments => Run("saga-vs-celery", Count(arguments, 20), atOnce: 1, target: 0.75));

    public static Scenario UnderLoad { get; } = new(
        "saga-vs-celery-load",
        "the same with 200 runs at once; [runs a pair]; time a step, ours / Celery's a task",
        arguments => Run("saga-vs-celery-load", Count(arguments, 400), atOnce: 200, target: 0.4));

    private static int Count(IReadOnlyList<string> arguments, int usual) =>
        arguments.Count > 0 ? int.Parse(arguments[0]) : usual;

    private static async Task<bool> Run(string name, int runs, int atOnce, double target)
    {
        await using var host = await BrokerOfBenchmarks.NewHost(name);
        if (host is null || CeleryChain.Start(name, host.Uri) is not { } celery)
            return false;
        using var chain = celery;
        await using var sagas = await DurableSagas.Start(host.Uri);
        var steps = new List<TimeSpan>();
        var (ratios, isWarm) = (new List<double>(), false);
        for (var pair = 0; pair <= Pairs; pair++)
        {
            // The order changes from pair to pair; the first pair warms up.
            var (ours, theirs) = (TimeSpan.Zero, TimeSpan.Zero);
            if (pair % 2 == 0)
                ours = await Ours();
            theirs = chain.Run(runs, atOnce) / runs / CeleryChain.Tasks;
            if (pair % 2 == 1)
                ours = await Ours();
            Console.WriteLine(
                $"  {(isWarm ? $"pair {pair,2}" : "warm-up")}  a step {ours.TotalMilliseconds,6:F2} ms   "
                + $"a task {theirs.TotalMilliseconds,6:F2} ms   ratio {ours / theirs:F3}");
            if (isWarm)
                ratios.Add(ours / theirs);
            isWarm = true;
        }

        return Close(name, new Ratios(ratios), target, steps, atOnce);

        async Task<TimeSpan> Ours()
        {
            var begun = Stopwatch.GetTimestamp();
            var taken = await sagas.Run(runs, atOnce);
            if (isWarm)
                steps.AddRange(taken);
            return Stopwatch.GetElapsedTime(begun) / runs / DurableSagas.Steps;
        }
    }

    private static bool Close(string name, Ratios ratios, double target, List<TimeSpan> steps, int atOnce)
    {
        steps.Sort();
        var tail = steps[(int)(steps.Count * 0.99)];
        Console.WriteLine(
            $"  {steps.Count:N0} steps, median {steps[steps.Count / 2].TotalMilliseconds:F1} ms, "
            + $"p99 {tail.TotalMilliseconds:F1} ms"
            + (atOnce == 1 ? $" (at most {MostAtTheTail.TotalMilliseconds})" : ""));
        return Harness.CloseAtMost(name, ratios, target) && (atOnce > 1 || tail <= MostAtTheTail);
    }
}
