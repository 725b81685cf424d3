using System.Security.Cryptography;
using Trainyard.Contracts;

namespace Trainyard.Artifacts.Tests;

public sealed class When_a_blob_is_stored : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FolderArtifactStore store;

    public When_a_blob_is_stored() => store = folder.NewStore();

    [Fact]
    public async Task Should_name_it_by_its_content()
    {
        var reference = await store.Put("abc"u8.ToArray(), "text/plain", "note/1");

        // The digest of "abc" is the first test vector of FIPS 180-2.
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", reference.Sha256);
        Assert.Equal((3, "text/plain", "note/1"), (reference.Size, reference.MediaType, reference.Schema));
        Assert.Equal([Path.Combine(folder.Path, "sha256", "ba", reference.Sha256)], folder.Files("sha256"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 20) - 1)]
    [InlineData((3 << 20) + 17)]
    public async Task Should_give_the_same_bytes_back(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);

        var reference = await store.Put(bytes, "application/octet-stream", "noise/1");

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), reference.Sha256);
        Assert.Equal(bytes, await store.Read(reference));
    }

    [Fact]
    public async Task Should_leave_nothing_pending()
    {
        _ = await store.Put("abc"u8.ToArray(), "text/plain", "note/1");

        Assert.DoesNotContain(folder.Files("pending"), f => !f.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_make_it_read_only()
    {
        var path = await store.Open(await store.Put("abc"u8.ToArray(), "text/plain", "note/1"));

        Assert.True(new FileInfo(path).IsReadOnly);
    }

    [Fact]
    public async Task Should_show_nothing_before_the_commit()
    {
        await using var pending = store.Create("text/plain", "note/1");
        await File.WriteAllTextAsync(pending.Path, "half");

        Assert.Empty(folder.Files("sha256"));
    }

    [Fact]
    public async Task Should_leave_nothing_of_a_blob_that_is_given_up()
    {
        await using (var pending = store.Create("text/plain", "note/1"))
            await File.WriteAllTextAsync(pending.Path, "half");

        Assert.DoesNotContain(folder.Files(""), f => !f.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_let_many_write_the_same_bytes_at_once()
    {
        var bytes = new byte[300_000];
        using var other = folder.NewStore();

        var references = await Task.WhenAll(Enumerable.Range(0, 32)
            .Select(i => (i % 2 == 0 ? store : other).Put(bytes, "application/octet-stream", "zeros/1")));

        Assert.Single(references.Distinct());
        Assert.Single(folder.Files("sha256"));
        Assert.Equal(bytes, await store.Read(references[0]));
    }

    [Fact]
    public async Task Should_still_be_there_for_the_next_process()
    {
        var reference = await store.Put("abc"u8.ToArray(), "text/plain", "note/1");
        store.Dispose();

        using var next = folder.NewStore();
        Assert.Equal("abc"u8.ToArray(), await next.Read(reference));
    }

    [Fact]
    public async Task Should_find_only_digests_and_never_a_path()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "secret"), "not a blob");
        var forged = Reference("../../secret");

        _ = await Assert.ThrowsAsync<ArtifactMissingException>(() => store.Open(forged));
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    private static ArtifactReference Reference(string digest) =>
        new() { Sha256 = digest, Size = 3, MediaType = "text/plain", Schema = "note/1" };
}
