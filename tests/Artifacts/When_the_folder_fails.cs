using Trainyard.Contracts;
using Trainyard.Support;

namespace Trainyard.Artifacts.Tests;

public sealed class When_the_folder_fails : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Should_say_at_the_start_that_a_file_stands_in_its_place()
    {
        var place = Path.Combine(folder.Path, "taken");
        File.WriteAllText(place, "a file");

        var failure = Assert.Throws<ArtifactStoreException>(
            () => new FolderArtifactStore(new ArtifactSettings { Folder = place }));

        Assert.Contains(place, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_give_one_error_and_show_nothing_when_the_blob_can_not_be_named()
    {
        using var store = folder.NewStore();
        Directory.Delete(Path.Combine(folder.Path, "sha256"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "sha256"), "a file where the blobs belong");

        var failure = await Assert.ThrowsAsync<ArtifactStoreException>(
            () => store.Put("abc"u8.ToArray(), "text/plain", "note/1"));

        Assert.Contains("store a note/1 blob", failure.Message, StringComparison.Ordinal);
        Assert.Single(folder.Files("pending"));
    }

    [Fact]
    public async Task Should_give_one_error_when_the_disk_is_full()
    {
        if (!File.Exists("/dev/full"))
            Assert.Skip("This system has no /dev/full to stand for a full disk.");
        var full = Path.Combine(folder.Path, "full");
        _ = File.CreateSymbolicLink(full, "/dev/full");

        var failure = await Assert.ThrowsAsync<ArtifactStoreException>(
            () => new FullDisk(full).Put(new byte[1 << 16], "text/plain", "note/1"));

        Assert.Contains("write a note/1 blob of 65536 bytes", failure.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Files(""));
    }

    [Fact]
    public async Task Should_be_read_while_nothing_can_be_written_and_be_written_once_it_can()
    {
        using var disk = SmallDisk.TryMount(8, out _);
        Assert.SkipWhen(disk is null, "A small disk can't be mounted here; root can.");
        var settings = new ArtifactSettings { Folder = Path.Combine(disk!.Path, "blobs") };
        ArtifactReference stored;
        using (var before = new FolderArtifactStore(settings))
            stored = await before.Put("abc"u8.ToArray(), "text/plain", "note/1");
        disk.BeReadOnly();
        using var store = new FolderArtifactStore(settings);

        Assert.Equal("abc"u8.ToArray(), await store.Read(stored));
        await Assert.ThrowsAsync<ArtifactStoreException>(
            () => store.Put("def"u8.ToArray(), "text/plain", "note/1"));
        disk.BeWritable();

        Assert.Equal("def"u8.ToArray(), await store.Read(
            await store.Put("def"u8.ToArray(), "text/plain", "note/1")));
    }

    public void Dispose() => folder.Dispose();

    /// <summary>A store whose pending file is a link to a device that takes nothing.</summary>
    private sealed class FullDisk(string link) : IArtifactStore
    {
        public PendingArtifact Create(string mediaType, string schema) =>
            new PendingFile(link, mediaType, schema, _ => throw new InvalidOperationException("never named"));

        public Task<string> Open(ArtifactReference reference, CancellationToken cancellation = default) =>
            throw new InvalidOperationException("never read");
    }
}
