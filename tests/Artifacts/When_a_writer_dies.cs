namespace Trainyard.Artifacts.Tests;

public sealed class When_a_writer_dies : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Should_remove_what_it_left_when_the_next_store_opens()
    {
        using var writer = await OtherProcess.StartWriting(folder.Path);
        writer.Kill();
        Assert.True(File.Exists(writer.PendingFile), "the killed process must leave its file, or this shows nothing");

        using var store = folder.NewStore();

        Assert.False(File.Exists(writer.PendingFile));
        Assert.Empty(folder.Files("sha256"));
        Assert.Single(folder.Files("pending"));
    }

    [Fact]
    public async Task Should_never_touch_what_a_living_process_is_writing()
    {
        using var writer = await OtherProcess.StartWriting(folder.Path);

        using var store = folder.NewStore();
        _ = await store.Put("abc"u8.ToArray(), "text/plain", "note/1");

        Assert.Equal("half of a blob", await ReadShared(writer.PendingFile));
    }

    [Fact]
    public async Task Should_never_touch_what_another_store_of_this_process_is_writing()
    {
        using var first = folder.NewStore();
        await using var pending = first.Create("text/plain", "note/1");
        await File.WriteAllTextAsync(pending.Path, "abc");

        using var second = folder.NewStore();

        var reference = await pending.Commit();
        Assert.Equal("abc"u8.ToArray(), await second.Read(reference));
    }

    public void Dispose() => folder.Dispose();

    private static async Task<string> ReadShared(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync();
    }
}
