using Trainyard.Contracts;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.CheckRecords;
using Trainyard.Registry.MoveAliases;
using Trainyard.Support;

namespace Trainyard.Registry.Tests;

public sealed class When_a_version_is_deployed : IAsyncLifetime
{
    private readonly RegistryYard _registry = new();

    public async ValueTask InitializeAsync()
    {
        for (var version = 0; version < 3; version++)
            _ = await _registry.Register(await _registry.Command());
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task Should_point_the_alias_to_it_and_keep_where_it_pointed_before()
    {
        await Serve(await _registry.Move(1));
        await Serve(await _registry.Move(3));

        var alias = (await _registry.Alias())!;
        Assert.Equal((3, 2), (alias.Version, alias.Change));
        Assert.Equal(_registry.Time.GetUtcNow(), alias.Since);
        Assert.Equal([(2, 3, MoveState.Served), (1, 1, MoveState.Served)], await History());
    }

    [Fact]
    public async Task Should_go_back_to_a_lower_version_and_to_the_same_one_again()
    {
        foreach (var version in new[] { 1, 2, 1, 1 })
            await Serve(await _registry.Move(version));

        Assert.Equal((1, 4), ((await _registry.Alias())!.Version, (await _registry.Alias())!.Change));
        Assert.Equal([4, 3, 2, 1], (await History()).Select(move => move.Change));
    }

    /// <summary>Nobody is told that a move can't be done which is stored, and will be sent.</summary>
    [Fact]
    public async Task Should_tell_of_the_move_that_an_attempt_stored_and_did_not_live_to_tell_of()
    {
        var move = await _registry.Move(2);
        var command = new MoveAlias
        {
            MoveId = move.DeploymentId, Model = "churn", Alias = "staging", Version = 2, RequestedBy = "ada",
            Reason = "It was better.",
        };

        var told = await _registry.MoveJob().Effect(command, new TestJob(), default);

        Assert.Equal(1, Assert.IsType<AliasMoveDecided>(told).Change);
        foreach (var other in new[] { command with { Version = 1 }, command with { MoveId = Guid.NewGuid() } })
            Assert.Null(await _registry.MoveJob().Effect(other, new TestJob(), default));
    }

    [Fact]
    public async Task Should_change_nothing_when_the_message_comes_again_or_late()
    {
        var (first, second) = (await _registry.Move(2), await _registry.Move(1));
        await Serve(second);
        await Serve(second);
        await Serve(first);

        var alias = (await _registry.Alias())!;
        Assert.Equal((1, 2), (alias.Version, alias.Change));
    }

    [Fact]
    public async Task Should_leave_the_alias_where_it_is_when_it_can_not_be_served()
    {
        await Serve(await _registry.Move(1));
        var broken = await _registry.Move(2);
        await _registry.Aliases().Fail(broken.DeploymentId, "The disk of the worker is full.", default);

        Assert.Equal(1, (await _registry.Alias())!.Version);
        var move = (await _registry.Aliases().Find(broken.DeploymentId, default))!;
        Assert.Equal((MoveState.Failed, "The disk of the worker is full."), (move.State, move.Failure));
        Assert.Null(move.DueAt);
    }

    [Fact]
    public async Task Should_believe_that_it_is_served_whatever_was_thought_before()
    {
        var move = await _registry.Move(1);
        await _registry.Aliases().Fail(move.DeploymentId, "It was lost.", default);
        await Serve(move);

        Assert.Equal(1, (await _registry.Alias())!.Version);
        Assert.Equal([(1, 1, MoveState.Served)], await History());
    }

    [Fact]
    public async Task Should_say_so_when_a_later_change_was_served_before_it()
    {
        var (first, second) = (await _registry.Move(1), await _registry.Move(2));
        await Serve(second);
        await _registry.Aliases().Settle(_registry.Reply(first, isSuperseded: true), default);

        Assert.Equal([(2, 2, MoveState.Served), (1, 1, MoveState.Superseded)], await History());
        Assert.Equal(2, (await _registry.Alias())!.Version);
    }

    [Fact]
    public async Task Should_decide_one_move_for_a_run_however_often_it_is_asked()
    {
        var command = await _registry.Command(deployTo: "staging");

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(
            () => _registry.Register(command))));

        Assert.Single(replies.Distinct());
        Assert.Equal((4, 1L), (replies[0].Version, replies[0].Change));
        Assert.Single(await History());
    }

    [Fact]
    public async Task Should_give_each_of_many_moves_at_once_a_number_of_its_own()
    {
        var moves = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Task.Run(
            () => _registry.Move(1 + (n % 3)))));

        Assert.Equal(Enumerable.Range(1, 12), moves.Select(move => (int)move.Change).Order());
    }

    [Fact]
    public async Task Should_fail_the_move_of_a_run_that_ends_without_it()
    {
        var command = await _registry.Command(deployTo: "staging");
        _ = await _registry.Register(command);

        await _registry.Aliases().FailOfRun(command.RunId, "The run was cancelled.", default);

        Assert.Equal([(1, 4, MoveState.Failed)], await History());
    }

    [Fact]
    public async Task Should_fail_the_move_that_is_decided_once_its_run_has_ended()
    {
        var command = await _registry.Command();
        _ = await _registry.Register(command);

        await _registry.Aliases().FailOfRun(command.RunId, "The run was cancelled.", default);
        _ = await _registry.Register(command with { DeployTo = "staging" });

        Assert.Equal([(1, 4, MoveState.Failed)], await History());
    }

    [Fact]
    public async Task Should_keep_the_aliases_of_models_apart()
    {
        _ = await _registry.Register(await _registry.Command("flights"));
        await Serve(await _registry.Move(1, "flights"));
        await Serve(await _registry.Move(2));

        Assert.Equal((2, 1), ((await _registry.Alias())!.Version, (await _registry.Alias())!.Change));
        Assert.Equal(1, (await _registry.Alias("flights/staging"))!.Version);
    }

    [Fact]
    public async Task Should_miss_a_reply_that_is_overdue_and_an_alias_that_no_move_explains()
    {
        await Serve(await _registry.Move(1));
        var open = await _registry.Move(2);
        var moves = _registry.Yard.Documents(AliasMove.Collection);
        var aliases = _registry.Yard.Documents(ModelAlias.Collection);
        var check = new AliasCheck(moves, aliases, _registry.Time);
        Assert.Empty(await Found(check));

        _registry.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([("move-not-served", $"churn/staging/{open.Change:D8}")], await Found(check));
        await Serve(open);
        _ = await aliases.Change("churn/staging", alias => alias! with { Version = 3 });
        Assert.Equal([("alias-without-move", "churn/staging")], await Found(check));
    }

    private static async Task<IReadOnlyList<(string, string)>> Found(AliasCheck check)
    {
        var found = new List<(string, string)>();
        await foreach (var violation in check.Look(default))
            found.Add((violation.Kind, violation.Id));
        return found;
    }

    private Task<Contracts.ModelDeployed?> Serve(AliasMove move) =>
        _registry.Aliases().Settle(_registry.Reply(move), default);

    private async Task<IEnumerable<(long Change, int Version, MoveState State)>> History() =>
        (await _registry.Aliases().History("churn", "staging", 100, default))
            .Select(move => (move.Change, move.Version, move.State));
}
