using Microsoft.Extensions.Time.Testing;
using Trainyard.Persistence.Documents.Sqlite;
using Trainyard.Persistence.Tests.Documents;

namespace Trainyard.Persistence.Tests;

public sealed class When_a_process_is_quiet : IDisposable
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quiet-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Should_look_at_its_stores_as_often_as_usual_for_a_while_and_then_every_few_seconds()
    {
        using var pace = new Pace(Usual, _time);
        for (var passed = TimeSpan.Zero; passed < StoreActivity.BusyFor; passed += Usual)
            await Ends(pace, Usual);

        Assert.True(StoreActivity.Of(_time).IsQuiet);
        for (var look = 0; look < 3; look++)
            await Ends(pace, StoreActivity.QuietInterval);
    }

    [Fact]
    public async Task Should_do_all_looks_at_the_same_moment()
    {
        using var one = new Pace(Usual, _time);
        using var other = new Pace(2 * Usual, _time);
        _time.Advance(StoreActivity.BusyFor);

        var first = one.Next(default);
        _time.Advance(Usual);
        var second = other.Next(default);
        _time.Advance(StoreActivity.QuietInterval - Usual);

        await Task.WhenAll(first, second).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Should_look_as_often_as_usual_again_once_it_writes()
    {
        await using var database = new SqliteDatabase(
            Path.Combine(_folder.FullName, "service.db"), activity: StoreActivity.Of(_time));
        var parcels = database.Collection(Parcel.Collection);
        _time.Advance(StoreActivity.BusyFor);
        using var pace = new Pace(Usual, _time);
        Assert.True(StoreActivity.Of(_time).IsQuiet);
        await Ends(pace, StoreActivity.QuietInterval);

        _ = await parcels.Delete("none", TestContext.Current.CancellationToken);

        Assert.False(StoreActivity.Of(_time).IsQuiet);
        await Ends(pace, Usual);
    }

    [Fact]
    public async Task Should_leave_what_is_rare_as_it_is()
    {
        var rare = TimeSpan.FromHours(1);
        using var pace = new Pace(rare, _time);

        for (var look = 0; look < 3; look++)
            await Ends(pace, rare);
    }

    /// <summary>The next tick comes when so much has passed, and not before.</summary>
    private async Task Ends(Pace pace, TimeSpan after)
    {
        var tick = pace.Next(default);
        _time.Advance(after - Moment);
        Assert.False(tick.IsCompleted);
        _time.Advance(Moment);
        await tick.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }
}
