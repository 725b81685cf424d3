using CsCheck;
using Trainyard.Contracts;
using Trainyard.Registry.MoveAliases;

namespace Trainyard.Registry.Tests;

public sealed class When_moves_and_replies_come_in_any_order
{
    private const int Moves = 5;

    /// <summary>Which version each move is to, and what happens, event by event: a command reaches Serving, its reply
    /// reaches Registry (each of them maybe twice, or never), or a deployment is given up.</summary>
    private static readonly Gen<(int[] Versions, (int Kind, int Move)[] Events)> Schedules = Gen.Select(
        Gen.Int[1, 3].Array[Moves], Gen.Select(Gen.Int[0, 4], Gen.Int[0, Moves - 1]).Array[0, 40]);

    [Fact]
    public async Task Should_end_at_the_highest_change_that_was_served() =>
        await Schedules.SampleAsync(async schedule => await Play(schedule.Versions, schedule.Events), iter: 60);

    private static async Task Play(int[] versions, (int Kind, int Move)[] events)
    {
        await using var registry = new RegistryYard();
        for (var version = 0; version < 3; version++)
            _ = await registry.Register(await registry.Command());
        var moves = new List<AliasMove>();
        foreach (var version in versions)
            moves.Add(await registry.Move(version));

        // Serving, in one line: a change that is above all before replaces, and its reply says so ever after.
        var (served, replies) = (0L, new Dictionary<int, ModelServed>());
        var heard = new HashSet<int>();
        foreach (var (kind, at) in events)
        {
            if (kind <= 1)
            {
                var isSuperseded = served > moves[at].Change;
                served = Math.Max(served, moves[at].Change);
                var answers = moves.Single(move => move.Change == served);
                _ = replies.TryAdd(at, registry.Reply(moves[at], isSuperseded, answers));
            }
            else if (kind <= 3 && replies.TryGetValue(at, out var reply))
            {
                await registry.Aliases().Settle(reply, default);
                heard.Add(at);
            }
            else if (kind == 4 && !replies.ContainsKey(at))
            {
                await registry.Aliases().Fail(moves[at].DeploymentId, "It was given up.", default);
            }
        }

        // What is superseded is so by what answers, which is known with it.
        var known = heard.Select(at => replies[at].AnswersWithChange).ToHashSet();
        var best = moves.Where(move => known.Contains(move.Change)).MaxBy(move => move.Change);
        var alias = await registry.Alias();
        Assert.Equal((best?.Change, best?.Version), (alias?.Change, alias?.Version));
        foreach (var at in heard)
        {
            var settled = await registry.Aliases().Find(moves[at].DeploymentId, default);
            Assert.Contains(settled!.State, replies[at].IsSuperseded
                ? new[] { MoveState.Superseded, MoveState.Failed }
                : [MoveState.Served]);
        }

        // Once every reply is heard, both are at the same change.
        foreach (var reply in replies.Values)
            await registry.Aliases().Settle(reply, default);
        Assert.Equal(served, (await registry.Alias())?.Change ?? 0);
    }
}
