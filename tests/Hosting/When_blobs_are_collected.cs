using System.Text;
using Trainyard.Artifacts;
using Trainyard.Hosting.CollectBlobs;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Sqlite;

namespace Trainyard.Hosting.Tests;

public sealed class When_blobs_are_collected : IAsyncDisposable
{
    private readonly CollectedYard _yard = new();
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_remove_what_is_old_and_named_by_no_record_and_nothing_else()
    {
        var unnamed = await _yard.Put("unnamed");
        var young = await _yard.Put("young", isOld: false);
        var (first, second) = (await _yard.Put("first"), await _yard.Put("second"));
        var (inText, inBytes) = (await _yard.Put("in text"), await _yard.Put("in bytes"));
        await _yard.Notes(0).TryInsert(new Note("a", first), _cancellation);
        await _yard.Notes(1).TryInsert(new Note("b", second, $"{{\"quoted\": \"{inText.Sha256}\"}}"), _cancellation);
        await _yard.Notes(1).TryInsert(
            new Note("c", null, null, Encoding.UTF8.GetBytes($"{{\"sha256\":\"{inBytes.Sha256}\"}} ")), _cancellation);

        var planned = await _yard.Collector.Collect(isDryRun: true, _cancellation);
        Assert.Equal(6, _yard.Digests.Count);
        var done = await _yard.Collector.Collect(isDryRun: false, _cancellation);

        Assert.Equal([unnamed.Sha256], done.Removed.Select(blob => blob.Digest));
        Assert.Equal((planned.Bytes, planned.Kept), (done.Bytes, done.Kept));
        Assert.Equal((7, 5), (done.Bytes, done.Kept));
        var named = new[] { young, first, second, inText, inBytes };
        Assert.Equal(named.Select(blob => blob.Sha256).Order(), _yard.Digests);
        foreach (var blob in named) _ = await _yard.Store.Open(blob, _cancellation);
        Assert.Empty(_yard.Blobs.Trash.Content);
    }

    [Fact]
    public async Task Should_put_back_what_is_named_when_a_collection_before_it_died_and_remove_the_rest()
    {
        var (named, unnamed) = (await _yard.Put("named"), await _yard.Put("unnamed"));
        await _yard.Notes().TryInsert(new Note("a", named), _cancellation);
        _ = _yard.Blobs.Trash.Discard(named.Sha256);
        _ = _yard.Blobs.Trash.Discard(unnamed.Sha256);
        Assert.Empty(_yard.Digests);

        var done = await _yard.Collector.Collect(isDryRun: false, _cancellation);

        Assert.Equal([unnamed.Sha256], done.Removed.Select(blob => blob.Digest));
        Assert.Equal([named.Sha256], _yard.Digests);
        Assert.Empty(_yard.Blobs.Trash.Content);
    }

    [Fact]
    public async Task Should_give_a_blob_that_lies_in_the_trash_to_whoever_names_it()
    {
        var blob = await _yard.Put("named");
        _ = _yard.Blobs.Trash.Discard(blob.Sha256);

        Assert.Equal("named"u8.ToArray(), await _yard.Store.Read(blob, _cancellation));

        Assert.Equal([blob.Sha256], _yard.Digests);
        Assert.Empty(_yard.Blobs.Trash.Content);
    }

    [Fact]
    public async Task Should_keep_what_was_stored_again_while_it_read_the_records_though_nobody_has_named_it_yet()
    {
        var blob = await _yard.Put("again");
        var looks = 0;
        await using var there = new SqliteDatabase(_yard.PathOf("one"), isReadOnly: true);
        var collector = _yard.Over(Databases);

        var done = await collector.Collect(isDryRun: false, _cancellation);

        Assert.Equal((1, 0), (looks, done.Removed.Count));
        Assert.Equal([blob.Sha256], _yard.Digests);
        Assert.Empty(_yard.Blobs.Trash.Content);

        IEnumerable<IDocumentDatabase> Databases()
        {
            looks++;
            _yard.Put("again", isOld: false).GetAwaiter().GetResult();
            return [there];
        }
    }

    [Fact]
    public async Task Should_keep_what_was_named_while_it_lay_in_the_trash()
    {
        var blob = await _yard.Put("named late");
        var looks = 0;
        await using var there = new SqliteDatabase(_yard.PathOf("one"), isReadOnly: true);
        var collector = _yard.Over(Databases);

        var done = await collector.Collect(isDryRun: false, _cancellation);

        Assert.Equal((2, 0), (looks, done.Removed.Count));
        Assert.Equal([blob.Sha256], _yard.Digests);
        Assert.Empty(_yard.Blobs.Trash.Content);

        IEnumerable<IDocumentDatabase> Databases()
        {
            if (++looks == 2)
                Assert.True(_yard.Notes().TryInsert(new Note("late", blob), _cancellation).GetAwaiter().GetResult());
            return [there];
        }
    }

    [Fact]
    public async Task Should_leave_a_blob_that_was_stored_again_as_new_as_it_is()
    {
        var blob = await _yard.Put("again");
        _ = _yard.Blobs.Trash.Discard(blob.Sha256);
        _ = await _yard.Put("again", isOld: false);
        var written = _yard.Blobs.Find(blob.Sha256)!.WrittenAt;

        _yard.Blobs.Trash.PutBack(blob.Sha256);

        Assert.Equal(written, _yard.Blobs.Find(blob.Sha256)!.WrittenAt);
        Assert.Empty(_yard.Blobs.Trash.Content);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_remove_nothing_when_a_store_can_not_be_read(bool isMissing)
    {
        var blob = await _yard.Put("unnamed");
        var third = _yard.PathOf("three");
        if (!isMissing) await File.WriteAllTextAsync(third, new string('x', 5000), _cancellation);
        await using var broken = new SqliteDatabase(third, isReadOnly: true);
        var collector = _yard.Over(() => [broken]);

        _ = await Assert.ThrowsAnyAsync<Exception>(() => collector.Collect(isDryRun: false, _cancellation));

        Assert.Equal([blob.Sha256], _yard.Digests);
    }

    [Fact]
    public async Task Should_put_everything_back_when_a_store_can_not_be_read_the_second_time()
    {
        var blob = await _yard.Put("unnamed");
        var looks = 0;
        await using var there = new SqliteDatabase(_yard.PathOf("one"), isReadOnly: true);
        await using var missing = new SqliteDatabase(_yard.PathOf("three"), isReadOnly: true);
        var collector = _yard.Over(() => [++looks == 1 ? there : missing]);

        _ = await Assert.ThrowsAsync<DatabaseMissingException>(() => collector.Collect(isDryRun: false, _cancellation));

        Assert.Equal(2, looks);
        Assert.Equal([blob.Sha256], _yard.Digests);
        Assert.Empty(_yard.Blobs.Trash.Content);
    }

    [Fact]
    public async Task Should_ask_before_it_takes_an_unusual_share()
    {
        for (var number = 0; number < 30; number++)
            _ = await _yard.Put($"unnamed {number}");
        await _yard.Notes().TryInsert(new Note("a", await _yard.Put("named")), _cancellation);

        var question = await Assert.ThrowsAsync<UnusualShareException>(
            () => _yard.Collector.Collect(isDryRun: false, _cancellation));
        Assert.StartsWith("No record names 30 of 31 blobs, which is more than is usual", question.Message,
            StringComparison.Ordinal);
        Assert.Equal(31, _yard.Digests.Count);
        Assert.Equal(30, (await _yard.Collector.Collect(isDryRun: true, _cancellation)).Removed.Count);

        _ = await _yard.Collector.Collect(isDryRun: false, _cancellation, isConfirmed: true);
        Assert.Single(_yard.Digests);
    }

    [Fact]
    public async Task Should_leave_it_to_one_process_at_a_time()
    {
        await using var held = new FileStream(
            Path.Combine(_yard.Blobs.Path, "collection.lock"), FileMode.Create, FileAccess.Write, FileShare.None);

        _ = await Assert.ThrowsAsync<CollectionUnderWayException>(
            () => _yard.Collector.Collect(isDryRun: false, _cancellation));
        Assert.Empty((await _yard.Collector.Collect(isDryRun: true, _cancellation)).Removed);
    }

    /// <summary>As where the folder can't be written, which root is not kept from.</summary>
    [Fact]
    public async Task Should_not_take_whatever_keeps_it_out_for_another_process()
    {
        var file = Path.Combine(_yard.Blobs.Path, "collection.lock");
        Directory.CreateDirectory(_yard.Blobs.Path);
        File.CreateSymbolicLink(file, file);

        var failure = await Assert.ThrowsAsync<IOException>(
            () => _yard.Collector.Collect(isDryRun: false, _cancellation));
        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_refuse_a_grace_time_that_work_may_outlast()
    {
        var yard = new YardBuilder(["--Artifacts:Grace=00:30:00"]).Add(new EmptyService());

        var refusal = Assert.Throws<Settings.SettingsException>(yard.Build);

        Assert.StartsWith(
            "Artifacts:Grace must be between 01:00:00 and 365", refusal.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _yard.DisposeAsync();
}
