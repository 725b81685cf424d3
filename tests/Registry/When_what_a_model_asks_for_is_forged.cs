using Trainyard.Models.Provenance;
using Trainyard.Persistence.Documents;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.OwnModels;

namespace Trainyard.Registry.Tests;

/// <summary>Whoever may write to the store of Registry changes what an alias asks for, or what it pointed to.</summary>
public sealed class When_what_a_model_asks_for_is_forged : IAsyncLifetime
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private readonly RegistryYard _registry = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task Should_be_signed_with_each_change()
    {
        _ = await _registry.Register(await _registry.Command(deployTo: "staging", owner: "growth"));
        Assert.Null(await Problem());

        _ = await _registry.Register(await _registry.Command(deployTo: "production", owner: "growth"));
        Assert.Null(await Problem());

        _ = await _registry.Ownership().ChangeOwner("churn", "risk", new("ada", "It was split."), Cancellation);
        Assert.Null(await Problem());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Should_not_be_signed_by_a_run_that_adds_to_it(bool isSigned)
    {
        _ = await _registry.Register(await _registry.Command(deployTo: "staging"));
        await Change<OwnedModel>(OwnedModel.Collection, "churn", owned => owned.With("staging", []) with
        {
            Statement = isSigned ? owned.Statement : null,
        });

        _ = await _registry.Register(await _registry.Command(deployTo: "production"));

        Assert.Contains(
            isSigned ? "is not what was signed. Its statement is about" : "was written before that was signed",
            await Problem(), StringComparison.Ordinal);
        Assert.True((await Owned()).Gates.ContainsKey("production"));
        // Somebody who says what it asks for sees all of it.
        _ = await _registry.Ownership().ChangeGate("churn", "staging", [], new("ada", "As it is."), Cancellation);
        Assert.Null(await Problem());
    }

    [Fact]
    public async Task Should_not_go_back_to_a_version_that_the_alias_is_only_said_to_have_pointed_to()
    {
        _ = await _registry.Register(await _registry.Command(auc: 0.5, asks: 0.1));
        var good = await _registry.Register(await _registry.Command(deployTo: "staging"));
        await _registry.Aliases().Settle(good.DeploymentId!.Value, _registry.Time.GetUtcNow(), Cancellation);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _registry.Move(1));

        await Change<AliasMove>(AliasMove.Collection, "churn/staging/00000001", move => move with { Version = 1 });

        await Assert.ThrowsAsync<InvalidOperationException>(() => _registry.Move(1));
    }

    private async Task<string?> Problem()
    {
        using var keys = TrustedKeys.Of(_registry.Yard.Trust.Path);
        return (await Owned()).Problem(keys);
    }

    private async Task<OwnedModel> Owned() =>
        (await _registry.Yard.Documents(OwnedModel.Collection).Find("churn", Cancellation))!.Document;

    private async Task Change<T>(DocumentCollection<T> collection, string id, Func<T, T> lie)
        where T : class
    {
        var documents = _registry.Yard.Documents(collection);
        var stored = (await documents.Find(id, Cancellation))!;
        Assert.True(await documents.TryReplace(lie(stored.Document), stored.Version, Cancellation));
    }
}
