using Trainyard.Contracts;
using Trainyard.Models.Provenance;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.CheckRecords;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.RegisterModels;

namespace Trainyard.Registry.Tests;

/// <summary>Somebody who may write to the store of Registry writes moves into it, or Serving says what nobody
/// decided.</summary>
public sealed class When_moves_are_forged : IAsyncLifetime
{
    private readonly RegistryYard _registry = new();
    private IDocuments<AliasMove> _moves = null!;

    public async ValueTask InitializeAsync()
    {
        for (var version = 0; version < 2; version++)
            _ = await _registry.Register(await _registry.Command());
        _moves = _registry.Yard.Documents(AliasMove.Collection);
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task Should_sign_each_with_the_one_before()
    {
        var (first, second) = (await _registry.Move(1), await _registry.Move(2));
        using var keys = TrustedKeys.Of(_registry.Yard.Trust.Path);

        Assert.Null(MoveStatement.Open(first.Statement!, keys).Previous);
        var signed = MoveStatement.Open(second.Statement!, keys);
        Assert.Equal((2, 2, second.DeploymentId), (signed.Change, signed.Version, signed.DeploymentId));
        Assert.Equal(MoveStatement.DigestOf(first.Statement!), signed.Previous);
        Assert.Empty(await Found());
    }

    [Fact]
    public async Task Should_count_on_from_none_that_is_not_signed()
    {
        var move = await _registry.Move(1);
        await Insert(move with { Change = 2, DeploymentId = Guid.NewGuid(), Statement = null });

        await Refuses("Change 2 of staging of churn is not what Registry wrote: it is not signed.");
        Assert.Equal(["move-not-signed"], (await Found()).Select(found => found.Kind));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Should_count_on_from_none_that_is_far_ahead_though_others_lead_up_to_it(int planted)
    {
        var move = await _registry.Move(1);
        for (var change = long.MaxValue - planted + 1; change > 0; change++)
        {
            var far = move with { Change = change, DeploymentId = Guid.NewGuid() };
            await Insert(far with { Statement = _registry.Signer.Sign(far.Facts(new('a', 64), new('b', 64))) });
            if (change == long.MaxValue)
                break;
        }

        await Refuses(
            $"Change {long.MaxValue} of staging of churn is not what Registry wrote: there are {planted + 1} changes, "
            + "and numbers have no gaps.");
        Assert.Contains(await Found(), found => found.Kind == "move-differs-from-statement");
    }

    [Fact]
    public async Task Should_name_one_whose_predecessor_is_another_now()
    {
        var (first, _) = (await _registry.Move(1), await _registry.Move(2));
        var other = first with { Reason = "It was never so." };
        var artifact = (await _registry.Yard.Documents(ModelVersion.Collection).Find("churn/1"))!.Document.Artifact;
        var stored = (await _moves.Find(AliasMove.Collection.Id(first)))!;
        Assert.True(await _moves.TryReplace(
            other with { Statement = _registry.Signer.Sign(other.Facts(artifact.Sha256, null)) }, stored.Version));

        var found = Assert.Single(await Found());

        Assert.Equal(("move-without-predecessor", "churn/staging/00000002"), (found.Kind, found.Id));
    }

    public static TheoryData<string> Lies => ["a deployment that nobody decided", "version", "change", "alias"];

    /// <summary>Whoever has the login of Serving can say what Serving says, and moves no alias to what Registry did not
    /// decide.</summary>
    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Should_believe_of_Serving_only_what_was_decided(string lie)
    {
        var honest = _registry.Reply(await _registry.Move(1));
        var said = lie switch
        {
            "a deployment that nobody decided" => honest with { DeploymentId = Guid.NewGuid() },
            "version" => honest with { Version = 2 },
            "change" => honest with { Change = 7 },
            "alias" => honest with { Alias = "production" },
            _ => throw new InvalidOperationException($"'{lie}' is no lie."),
        };

        Assert.Null(await _registry.Aliases().Settle(said, default));
        Assert.Null(await _registry.Alias());
        Assert.Null(await _registry.Alias("churn/production"));
    }

    [Fact]
    public async Task Should_say_where_the_alias_points_with_what_Serving_says()
    {
        var (first, second) = (await _registry.Move(1), await _registry.Move(2));

        var superseded = await _registry.Aliases().Settle(
            _registry.Reply(first, isSuperseded: true, answers: second), default);

        Assert.Equal((2, 2, true),
            (superseded!.PointsToChange, superseded.PointsToVersion, superseded.IsSuperseded));
        Assert.Equal(2, (await _registry.Alias())!.Version);
    }

    [Fact]
    public async Task Should_not_say_that_the_alias_points_to_what_no_move_explains()
    {
        var first = await _registry.Move(1);

        var superseded = await _registry.Aliases().Settle(
            _registry.Reply(first, isSuperseded: true) with { AnswersWithChange = int.MaxValue }, default);

        Assert.Equal((0, 0), (superseded!.PointsToChange, superseded.PointsToVersion));
    }

    private async Task Insert(AliasMove move) => Assert.True(await _moves.TryInsert(move with { RunId = null }));

    private async Task Refuses(string sentence)
    {
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => _registry.Move(2));
        Assert.StartsWith(sentence, problem.Message, StringComparison.Ordinal);
        var command = await _registry.Command(deployTo: "staging");
        // The version is there by then, and its run must hear of it.
        var registered = await _registry.Register(command);
        Assert.StartsWith(sentence, registered.MoveProblem, StringComparison.Ordinal);
        Assert.Equal((3, null), (registered.Version, registered.DeploymentId));
    }

    private async Task<IReadOnlyList<Violation>> Found()
    {
        var found = new List<Violation>();
        var check = new MoveCheck(
            _moves, _registry.Yard.Documents(ModelVersion.Collection), _registry.Yard.Trust);
        await foreach (var violation in check.Look(default))
            found.Add(violation);
        return found;
    }
}
