using System.Globalization;
using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests.Chaos.Poison;

/// <summary>
/// Requests with and without poison among them, block by block in turns: whatever the machine does meanwhile, it does
/// to both, and the median of the pairs counts. A block takes about as long as the attempts at its poison. The requests
/// are real and cheap: their pipeline is not valid, so that a run is begun, and ends as rejected.
/// </summary>
internal static class PoisonScenario
{
    private const double Target = 0.9;
    private const int MostTries = 5;

    /// <summary>The size of a block; one that is smaller takes too short a time to compare.</summary>
    private const int LeastToCompare = 1000;

    private const int AtOnce = 64;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    public static Scenario Scenario { get; } = new(
        "poison", "one message in a hundred can't be handled: it dies after at most 5 tries, the others pass", 10_000,
        Play);

    private static async Task<Tally> Play(ChaosRun run)
    {
        await using var yard = await PoisonYard.Start(run.Broker);
        var blocks = Math.Max(1, run.Runs / LeastToCompare);
        var size = run.Runs / blocks;
        var sent = new List<PoisonMessage>();
        var ratios = new List<double>();
        var lost = 0;
        _ = await Block(yard, size, []);

        for (var block = 0; block < blocks; block++)
        {
            PoisonMessage[] poison =
            [
                .. Enumerable.Range(0, Math.Max(1, size / 100))
                    .Select(at => Poisons.Kinds[(sent.Count + at) % Poisons.Kinds.Count]()),
            ];
            run.Random.Shuffle(poison);
            sent.AddRange(poison);
            var (clean, poisoned) = (TimeSpan.Zero, TimeSpan.Zero);
            // Which of the two comes first changes, so that neither gains from a store that grows.
            for (var half = 0; half < 2; half++)
            {
                var isClean = (half + block) % 2 == 0;
                var (took, missing) = await Block(yard, size, isClean ? [] : poison);
                lost += missing;
                (clean, poisoned) = isClean ? (took, poisoned) : (clean, took);
                // What dies of this block is no burden to the next.
                var dead = isClean ? -1 : (await yard.Dead(sent.Count)).Count;
                run.Say($"{block + 1,3} {(isClean ? "clean" : "poisoned"),-9} {size / took.TotalSeconds,7:0} runs/s"
                    + (isClean ? "" : $"  {dead} dead"));
            }

            ratios.Add(clean / poisoned);
        }

        ratios.Sort();
        return Judge(run, await yard.Dead(sent.Count), sent, lost, ratios);
    }

    private static Tally Judge(
        ChaosRun run, IReadOnlyList<JsonObject> dead, List<PoisonMessage> sent, int lost, List<double> ratios)
    {
        foreach (var kind in dead.GroupBy(letter => (Queue: (string)letter["queue"]!, Cause: (string)letter["cause"]!)))
        {
            run.Say($"{kind.Key.Queue,-17} {kind.Key.Cause,-8} {kind.Count(),4}  tries at most "
                + $"{kind.Max(letter => (int)letter["tries"]!)}  {kind.First()["explanation"]}");
        }

        var ids = dead.Select(letter => (string)letter["messageId"]!).ToHashSet(StringComparer.Ordinal);
        lost += sent.Count(poison => !ids.Contains(poison.Id));
        var mostTries = dead.Max(letter => (int)letter["tries"]!);
        return new Tally()
            .Count("dead", dead.Count)
            .Fact($"most-tries {mostTries}", mostTries <= MostTries)
            .Zero("lost", lost)
            .Zero("dead-twice", dead.Count - ids.Count)
            .Fact(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"throughput {At(0.5):0.00} ({At(0.25):0.00}..{At(0.75):0.00}) target {Target:0.00}"),
                At(0.5) >= Target || run.Runs < LeastToCompare);

        double At(double part) => ratios[(int)(part * (ratios.Count - 1))];
    }

    /// <summary>Asks for so many runs and waits for them to end, with poison scattered among them; gives the time it
    /// took, and how many did not end.</summary>
    private static async Task<(TimeSpan Took, int Missing)> Block(
        PoisonYard yard, int size, PoisonMessage[] poison)
    {
        Guid[] runs = [.. Enumerable.Range(0, size).Select(_ => Guid.NewGuid())];
        var step = poison.Length == 0 ? size : size / poison.Length;
        var start = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(runs.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (asked, _) =>
            {
                await yard.Client.Ask(asked.Item, Rejected());
                if (asked.Index % step == 0 && asked.Index / step < poison.Length)
                    await yard.Channel.Publish(poison[asked.Index / step]);
            });
        var ended = await Task.WhenAll(runs.Select(run => Ends(yard, run)));
        return (TimeProvider.System.GetElapsedTime(start), ended.Count(hasEnded => !hasEnded));
    }

    private static async Task<bool> Ends(PoisonYard yard, Guid run)
    {
        try
        {
            await yard.Client.Ended(run, Timeout, yard.Logs);
            return true;
        }
        catch (Xunit.Sdk.FailException)
        {
            return false;
        }
    }

    private static JsonObject Rejected() => new()
    {
        ["pipeline"] = "pipeline: none\nsource: { csv: none.csv }\n", ["requestedBy"] = "a plain client",
    };
}
