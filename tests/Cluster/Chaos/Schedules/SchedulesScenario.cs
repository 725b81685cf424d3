using CsCheck;

namespace Trainyard.Cluster.Tests.Chaos.Schedules;

/// <summary>Every message three times, in any order, however late, with processes that stop and a run that is asked to
/// go on: it is the same as in order. Cancelled, with its alias moved by others, or the store away, it ends once, and
/// all that is known of it agrees.</summary>
internal static class SchedulesScenario
{
    private const int MostTries = 3_000;

    public static Scenario Scenario { get; } = new(
        "schedules", "every message 3 times, reordered and delayed, in memory: as in order", Runs: 10_000, Play);

    private static async Task<Tally> Play(ChaosRun run)
    {
        await using var yard = await PlayedYard.Create();
        var inOrder = await InOrder(yard);
        var (different, moves) = (0, 0L);
        for (var at = 0; at < run.Runs; at++)
        {
            // One seed more is one schedule more, so that --runs 1 with the seed of a failure plays that failure.
            var schedule = Schedule.Any.Generate(new PCG(1, (ulong)(run.Seed + at)), null, out _);
            var wrong = await Wrong(yard, schedule, inOrder[schedule.Story]);
            moves += yard.Trace.Count;
            if (wrong is null) continue;

            different++;
            run.Say($"seed {run.Seed + at}: {wrong}");
            if (different == 1)
                await Tell(run, yard, await Shrink(yard, schedule, inOrder[schedule.Story]), inOrder);
        }

        return new Tally().Count("moves", moves).Zero("different", different);
    }

    /// <summary>Plays one schedule; what is wrong with how it ended, or null.</summary>
    public static async Task<string?> Wrong(Schedule schedule)
    {
        await using var yard = await PlayedYard.Create();
        return await Wrong(yard, schedule, await yard.Play(schedule.InOrder));
    }

    private static async Task<Dictionary<Story, Ended>> InOrder(PlayedYard yard)
    {
        var inOrder = new Dictionary<Story, Ended>();
        foreach (var story in Enum.GetValues<Story>())
            inOrder[story] = await yard.Play(new Schedule(story, Copies: 1, CancelAt: null, []));
        return inOrder;
    }

    private static async Task<string?> Wrong(PlayedYard yard, Schedule schedule, Ended inOrder)
    {
        try
        {
            var ended = await yard.Play(schedule);
            return (schedule.MayEndOtherwise ? WrongInAnyCase(ended) : ended.DiffersFrom(inOrder))
                ?? yard.Wrongs().FirstOrDefault();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return $"{failure.GetType().Name}: {failure.Message}";
        }
    }

    private static string? WrongInAnyCase(Ended ended) => ended switch
    {
        { Endings.Count: not 1 } => $"announced: {string.Join(", ", ended.Endings)}",
        { Alerts.Count: not 1 } => $"alerts on {string.Join(", ", ended.Alerts)}",
        { Versions: > 1 } => $"{ended.Versions} versions",
        _ when !ended.Endings[0].EndsWith(ended.State switch
        {
            "Succeeded" => "Succeeded",
            "Cancelled" => "Cancelled",
            _ => "Failed",
        }, StringComparison.Ordinal) => $"{ended.State}, but announced {ended.Endings[0]}",
        _ => null,
    };

    private static async Task<Schedule> Shrink(PlayedYard yard, Schedule failing, Ended inOrder)
    {
        for (var tries = 0; tries < MostTries;)
        {
            Schedule? simpler = null;
            foreach (var candidate in failing.Simpler())
            {
                if (tries++ < MostTries && await Wrong(yard, candidate, inOrder) is not null)
                {
                    simpler = candidate;
                    break;
                }
            }

            if (simpler is null) break;
            failing = simpler;
        }

        return failing;
    }

    private static async Task Tell(
        ChaosRun run, PlayedYard yard, Schedule shrunk, Dictionary<Story, Ended> inOrder)
    {
        run.Say($"shrunk to '{shrunk}': {await Wrong(yard, shrunk, inOrder[shrunk.Story])}");
        foreach (var line in yard.Trace) run.Say("  " + line);
        run.Say("Play it again as a case of When_messages_come_in_any_order.");
    }
}
