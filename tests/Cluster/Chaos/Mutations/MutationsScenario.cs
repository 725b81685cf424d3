using System.Text.Json.Nodes;
using Trainyard.Cluster.Tests.Chaos.Poison;

namespace Trainyard.Cluster.Tests.Chaos.Mutations;

/// <summary>Messages with bodies, headers and properties of any kind: each is handled or kept, no queue stands still,
/// and no process ends.</summary>
internal static class MutationsScenario
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromSeconds(1);

    public static Scenario Scenario { get; } = new(
        "mutations", "messages with any body and any headers: each is handled or kept, and the queues run empty",
        10_000, Play);

    private static async Task<Tally> Play(ChaosRun run)
    {
        await using var yard = await PoisonYard.Start(run.Broker);
        for (var sent = 0; sent < run.Runs; sent++)
        {
            var right = Poisons.Kinds[run.Random.Next(Poisons.Kinds.Count)]();
            if (run.Random.Next(4) == 0)
                right = right with { Body = """{"pipeline": "pipeline: none\n", "requestedBy": "ada"}""" };
            await yard.Channel.Publish(Mutation.Of(right, run.Random));
        }

        run.Say($"sent {run.Runs}");
        // Twice in a row, since the broker counts a little late.
        var deadline = TimeProvider.System.GetTimestamp();
        var (left, empty) = (0L, 0);
        while (empty < 8 && TimeProvider.System.GetElapsedTime(deadline) < Timeout)
        {
            left = await yard.Waiting();
            empty = left == 0 ? empty + 1 : 0;
            await Task.Delay(BetweenQuestions, TimeProvider.System);
        }

        var dead = await yard.Dead(int.MaxValue, within: TimeSpan.FromSeconds(1));
        foreach (var kind in dead.GroupBy(letter => (Queue: (string)letter["queue"]!, Cause: (string)letter["cause"]!)))
            run.Say($"{kind.Key.Queue,-17} {kind.Key.Cause,-8} {kind.Count(),5}");
        foreach (var line in yard.Alerting.Log.Split("could not be kept yet").Skip(1).Take(3))
            run.Say("not kept at once: " + string.Join('\n', line.Split('\n').Take(4)));
        var alive = Guid.NewGuid();
        await yard.Client.Ask(alive, new JsonObject { ["pipeline"] = "pipeline: none\n" });
        return new Tally()
            .Count("dead", dead.Sum(letter => (int?)letter["deaths"] ?? 1))
            .Zero("stuck", left)
            .Zero("ended-processes", new[] { yard.Pipeline, yard.Alerting }.Count(process => process.HasExited))
            .Zero("not-kept-yet", CountOf(yard.Alerting.Log, "could not be kept yet"))
            .Fact("answers-still", await yard.Client.Ends(alive, TimeSpan.FromMinutes(2)));
    }

    private static int CountOf(string log, string words) =>
        log.Split('\n').Count(line => line.Contains(words, StringComparison.Ordinal));
}
