using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Sqlite;
using Trainyard.Support;

namespace Trainyard.Persistence.Tests.Documents;

public sealed class When_the_folder_is_read_only : IDisposable
{
    private readonly SmallDisk? _disk = SmallDisk.TryMount(8, out _);
    private readonly DirectoryInfo _elsewhere = Directory.CreateTempSubdirectory("persistence-");
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_read_what_is_there()
    {
        Assert.SkipWhen(_disk is null, "A small disk can't be mounted here; root can.");
        // A name that is no address as it is.
        var file = Path.Combine(_disk!.Path, "a #?%20 b.db");
        await using (var writing = new SqliteDatabase(file))
            Assert.True(await writing.Collection(Parcel.Collection).TryInsert(Parcel.Named("a"), _cancellation));
        _disk.BeReadOnly();

        await using var reading = new SqliteDatabase(file, isReadOnly: true);

        Assert.NotNull(await reading.Collection(Parcel.Collection).Find("a", _cancellation));
    }

    [Fact]
    public async Task Should_say_so_rather_than_leave_out_what_only_the_log_has()
    {
        Assert.SkipWhen(_disk is null, "A small disk can't be mounted here; root can.");
        var (file, copy) = (Path.Combine(_elsewhere.FullName, "s.db"), Path.Combine(_disk!.Path, "s.db"));
        await using (var writing = new SqliteDatabase(file))
        {
            Assert.True(await writing.Collection(Parcel.Collection).TryInsert(Parcel.Named("a"), _cancellation));
            File.Copy(file, copy);
            File.Copy(file + "-wal", copy + "-wal");
        }

        _disk.BeReadOnly();

        await using var reading = new SqliteDatabase(copy, isReadOnly: true);
        var refusal = Assert.Throws<ReadOnlyFolderException>(() => reading.Collection(Parcel.Collection));
        Assert.Contains($"'{_disk.Path}' is read-only", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(copy, FailedDatabase.Of(refusal));
    }

    public void Dispose()
    {
        _disk?.Dispose();
        _elsewhere.Delete(recursive: true);
    }
}
