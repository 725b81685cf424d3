using Trainyard.Persistence.Documents;

namespace Trainyard.Persistence.Tests.Documents;

/// <summary>Many who write at once.</summary>
public abstract partial class DocumentsSuite
{
    [Fact]
    public async Task Should_let_one_of_many_racing_inserts_win()
    {
        var wins = await Task.WhenAll(Enumerable.Range(0, 24).Select(
            n => Task.Run(() => _parcels.TryInsert(Parcel.Named($"a{n % 2}", $"{n}") with { Seal = "one" }))));

        Assert.Single(wins, won => won);
    }

    [Fact]
    public async Task Should_lose_no_change_of_many_racing_writers()
    {
        _ = await _parcels.TryInsert(Parcel.Named("sum"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Add(_parcels, 25))));

        var found = await _parcels.Find("sum");
        Assert.Equal((200L, 201L), (found!.Document.Weight, found.Version));
    }

    [Fact]
    public async Task Should_let_each_of_many_writes_at_once_succeed_or_fail_alone()
    {
        _ = await _parcels.TryInsert(Parcel.Named("sealed") with { Seal = "taken" });
        for (var n = 0; n < 20; n++) _ = await _parcels.TryInsert(Parcel.Named($"p{n}"));
        for (var n = 0; n < 5; n++) _ = await _parcels.TryInsert(Parcel.Named($"q{n}"));

        var fresh = Task.WhenAll(Enumerable.Range(0, 60).Select(
            n => Task.Run(() => _parcels.TryInsert(Parcel.Named($"f{n % 30}")))));
        var late = Task.WhenAll(Enumerable.Range(0, 20).Select(
            n => Task.Run(() => _parcels.TryReplace(Parcel.Named($"p{n}", "changed"), n % 2 == 0 ? 1 : 7))));
        var taken = Task.WhenAll(Enumerable.Range(0, 5).Select(n => Task.Run(() =>
            Assert.ThrowsAsync<DuplicateValueException>(
                () => _parcels.TryReplace(Parcel.Named($"q{n}") with { Seal = "taken" }, 1)))));

        Assert.Equal(30, (await fresh).Count(stored => stored));
        Assert.Equal(Enumerable.Range(0, 20).Select(n => n % 2 == 0), await late);
        for (var n = 0; n < 20; n++)
            Assert.Equal(n % 2 == 0 ? "changed" : null, (await _parcels.Find($"p{n}"))!.Document.Note);
        _ = await taken;
        Assert.Equal(["sealed"], await Ids(new DocumentQuery().Equal("seal", "taken")));
    }

    [Fact]
    public async Task Should_write_nothing_of_what_was_given_up_and_all_of_what_was_not()
    {
        var given = Enumerable.Range(0, 40).Select(async n =>
        {
            using var timeout = new CancellationTokenSource();
            if (n % 2 == 0)
                await timeout.CancelAsync();
            try
            {
                return await Task.Run(() => _parcels.TryInsert(Parcel.Named($"g{n}"), timeout.Token));
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        });

        var stored = await Task.WhenAll(given);

        for (var n = 0; n < 40; n++)
            Assert.Equal(stored[n], await _parcels.Find($"g{n}") is not null);
        // One that was given up may have been on its way already; then it is written, and said to be.
        Assert.All(Enumerable.Range(0, 40).Where(n => n % 2 == 1), n => Assert.True(stored[n]));
    }

    [Fact]
    public async Task Should_change_what_is_there_or_store_the_first_in_one_step()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _parcels.Change(
            "sum", present => (present ?? Parcel.Named("sum")) with { Weight = (present?.Weight ?? 0) + 1 }))));

        var left = await _parcels.Change("sum", present => present!.Weight == 20 ? null : Parcel.Named("sum"));
        Assert.Equal((20L, 20L), (left!.Document.Weight, left.Version));
        Assert.Null(await _parcels.Change("nothing", _ => null));
    }
}
