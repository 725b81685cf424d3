using Microsoft.Data.Sqlite;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Sqlite;
using Trainyard.Support;

namespace Trainyard.Persistence.Tests.Documents;

public sealed class When_the_disk_is_full : IDisposable
{
    private readonly SmallDisk? _disk = SmallDisk.TryMount(8, out _);
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_lose_nothing_and_go_on_when_there_is_room()
    {
        Assert.SkipWhen(_disk is null, "A small disk can't be mounted here; root can.");
        await using var database = new SqliteDatabase(Path.Combine(_disk!.Path, "service.db"));
        var parcels = database.Collection(Parcel.Collection);
        var note = new string('x', 2000);
        Assert.True(await parcels.TryInsert(Parcel.Named("changed", note), _cancellation));
        _disk.Fill(100_000);

        var stored = new List<string> { "changed" };
        SqliteException? refusal = null;
        while (refusal is null)
        {
            var ids = Enumerable.Range(0, 4).Select(n => $"p{stored.Count + n}").ToList();
            var writes = ids.Select(id => Write(parcels, Parcel.Named(id, note))).ToList();
            var failures = await Task.WhenAll(writes);
            stored.AddRange(ids.Where((_, at) => failures[at] is null));
            refusal = failures.OfType<SqliteException>().FirstOrDefault();
        }

        // Whatever it calls it: SQLITE_FULL, or SQLITE_IOERR from the write-ahead log.
        Assert.Contains(refusal.SqliteErrorCode, new[] { 13, 10 });
        await Assert.ThrowsAsync<SqliteException>(
            () => parcels.TryReplace(Parcel.Named("changed", note + note + note), 1, _cancellation));
        Assert.Equal(note, (await parcels.Find("changed", _cancellation))!.Document.Note);

        _disk.Clear();
        Assert.True(await parcels.TryReplace(Parcel.Named("changed", "after"), 1, _cancellation));
        Assert.True(await parcels.TryInsert(Parcel.Named("new", note), _cancellation));
        var found = await parcels.Query(new() { Limit = 10_000 }, _cancellation);
        Assert.Equal(stored.Append("new").Order(), found.Select(parcel => parcel.Document.Id).Order());
    }

    [Fact]
    public async Task Should_begin_when_there_is_room_though_there_was_none_at_the_start()
    {
        Assert.SkipWhen(_disk is null, "A small disk can't be mounted here; root can.");
        await using var database = new SqliteDatabase(Path.Combine(_disk!.Path, "service.db"));
        _disk.Fill(0);
        _ = Assert.Throws<SqliteException>(() => database.Collection(Parcel.Collection));

        _disk.Clear();

        Assert.True(await database.Collection(Parcel.Collection).TryInsert(Parcel.Named("a"), _cancellation));
    }

    public void Dispose() => _disk?.Dispose();

    private static async Task<Exception?> Write(IDocuments<Parcel> parcels, Parcel parcel)
    {
        try
        {
            Assert.True(await parcels.TryInsert(parcel));
            return null;
        }
        catch (SqliteException refused)
        {
            return refused;
        }
    }
}
