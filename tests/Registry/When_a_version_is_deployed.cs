using Trainyard.Registry.MoveAliases;

namespace Trainyard.Registry.Tests;

public sealed class When_a_version_is_deployed : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 6, 12, 0, 0, TimeSpan.Zero);

    private readonly RegistryYard _registry = new();

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task Should_point_the_alias_to_it_and_keep_where_it_pointed_before()
    {
        await Move(1);
        await Move(3);

        var alias = await Staging();
        Assert.Equal(3, alias.Version);
        Assert.Equal(
            [(1, Noon.AddMinutes(1)), (3, Noon.AddMinutes(3))], alias.History.Select(move => (move.Version, move.At)));
    }

    [Fact]
    public async Task Should_change_nothing_when_the_message_comes_again()
    {
        await Move(1);
        await Move(2);
        await Move(2);
        await Move(1);

        var alias = await Staging();
        Assert.Equal([1, 2], alias.History.Select(move => move.Version));
    }

    [Fact]
    public async Task Should_not_go_back_to_a_version_whose_message_came_late()
    {
        await Move(7);
        await Move(6);

        var alias = await Staging();
        Assert.Equal((7, 1), (alias.Version, alias.History.Count));
    }

    [Fact]
    public async Task Should_end_with_the_latest_of_many_at_once()
    {
        await Task.WhenAll(Enumerable.Range(1, 12).Reverse().Select(version => Task.Run(() => Move(version))));

        var alias = await Staging();
        Assert.Equal(12, alias.Version);
        Assert.Equal(alias.History.Select(move => move.Version).Order(), alias.History.Select(move => move.Version));
    }

    [Fact]
    public async Task Should_keep_the_aliases_of_models_apart()
    {
        await Move(5, "flights");
        await Move(1);

        Assert.Equal(1, (await Staging()).Version);
    }

    private Task Move(int version, string model = "churn") =>
        _registry.Aliases().Move(
            model, "staging", new AliasMove(version, Guid.NewGuid(), Noon.AddMinutes(version)), default);

    private async Task<ModelAlias> Staging() =>
        (await _registry.Yard.Documents(ModelAlias.Collection).Find("churn/staging"))!.Document;
}
