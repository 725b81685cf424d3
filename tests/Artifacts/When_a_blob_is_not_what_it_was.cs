using Trainyard.Contracts;

namespace Trainyard.Artifacts.Tests;

public sealed class When_a_blob_is_not_what_it_was : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FolderArtifactStore store;

    public When_a_blob_is_not_what_it_was() => store = folder.NewStore();

    [Fact]
    public async Task Should_say_that_its_bytes_are_damaged()
    {
        var reference = await Stored();
        Overwrite(await store.Open(reference), "abd");

        var failure = await Assert.ThrowsAsync<ArtifactDamagedException>(() => store.Open(reference));

        Assert.Contains(reference.Sha256, failure.Message, StringComparison.Ordinal);
        Assert.Contains("note/1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_notice_a_blob_that_was_cut_short()
    {
        var reference = await Stored();
        Overwrite(await store.Open(reference), "ab");

        _ = await Assert.ThrowsAsync<ArtifactDamagedException>(() => store.Open(reference));
    }

    [Fact]
    public async Task Should_mend_it_when_the_same_bytes_are_stored_again()
    {
        var reference = await Stored();
        Overwrite(await store.Open(reference), "abd");

        Assert.Equal(reference, await Stored());
        Assert.Equal("abc"u8.ToArray(), await store.Read(reference));
    }

    [Fact]
    public async Task Should_say_that_it_is_missing()
    {
        var reference = await Stored();
        File.Delete(await store.Open(reference));

        var failure = await Assert.ThrowsAsync<ArtifactMissingException>(() => store.Open(reference));

        Assert.Contains(reference.Sha256, failure.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    private Task<ArtifactReference> Stored() => store.Put("abc"u8.ToArray(), "text/plain", "note/1");

    private static void Overwrite(string path, string text)
    {
        File.Delete(path);
        File.WriteAllText(path, text);
    }
}
