using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Tests.Yards;

public sealed class When_a_folder_is_taken : IDisposable
{
    private static readonly YardAddress Address =
        new() { Address = new("http://127.0.0.1:5080/"), Key = "0123456789abcdef" };

    private readonly string _path = Directory.CreateTempSubdirectory("yard-folder-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void Should_be_held_by_one_until_it_lets_go()
    {
        using (var first = YardFolder.TryTake(_path))
        {
            Assert.NotNull(first);
            Assert.Null(YardFolder.TryTake(_path));
        }

        using var next = YardFolder.TryTake(_path);
        Assert.NotNull(next);
    }

    [Fact]
    public void Should_be_made_where_there_is_none()
    {
        var path = Path.Combine(_path, "below", "it");

        using var folder = YardFolder.TryTake(path);

        Assert.Equal(path, folder!.Path);
        Assert.True(Directory.Exists(path));
    }

    [Fact]
    public void Should_be_open_to_its_owner_alone_where_it_is_made()
    {
        if (OperatingSystem.IsWindows())
            return; // It has other rights.
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var (made, there) = (Path.Combine(_path, "made"), Path.Combine(_path, "there"));
        Directory.CreateDirectory(there, mine | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        using var first = YardFolder.TryTake(made);
        using var second = YardFolder.TryTake(there);

        foreach (var folder in (string[])[made, Path.Combine(there, "documents"), Path.Combine(there, "artifacts")])
            Assert.Equal(mine, File.GetUnixFileMode(folder));
        // Whoever made it decided who may look into it.
        Assert.NotEqual(mine, File.GetUnixFileMode(there));
    }

    [Fact]
    public void Should_remove_the_drafts_of_a_process_that_was_killed()
    {
        var draft = Path.Combine(Directory.CreateDirectory(Path.Combine(_path, "drafts")).FullName, "yard.address.1");
        File.WriteAllText(draft, "");

        using var folder = YardFolder.TryTake(_path);

        Assert.False(File.Exists(draft));
    }

    [Fact]
    public void Should_know_that_it_was_served_until_nothing_of_that_is_open()
    {
        using (var folder = YardFolder.TryTake(_path)!)
        {
            Assert.False(folder.WasServed);
            folder.WasServed = true;
        }

        using var next = YardFolder.TryTake(_path)!;
        Assert.True(next.WasServed);
        next.WasServed = false;
        Assert.False(next.WasServed);
    }

    [Fact]
    public void Should_say_where_its_holder_can_be_reached_as_long_as_it_is_held()
    {
        using (var folder = YardFolder.TryTake(_path)!)
        {
            Assert.Null(YardFolder.AddressOfHolder(_path));
            folder.SayAddress(Address);
            Assert.Equal(Address, YardFolder.AddressOfHolder(_path));
        }

        Assert.Null(YardFolder.AddressOfHolder(_path));
    }

    [Fact]
    public void Should_say_the_key_to_its_owner_alone()
    {
        var file = Path.Combine(_path, "yard.address");
        using var folder = YardFolder.TryTake(_path)!;
        // What a process left that was killed, and that others may read.
        File.WriteAllText(file, "");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);

        folder.SayAddress(Address);

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(Address, YardFolder.AddressOfHolder(_path));
        Assert.Equal(["yard.address", "yard.lock"], Directory.GetFiles(_path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("http://127")]
    [InlineData("\"http://127.0.0.1:5080/\"")]
    [InlineData("{\"address\":\"http://127")]
    [InlineData("{\"key\":\"0123456789abcdef\"}")]
    [InlineData("null")]
    public void Should_know_no_address_where_half_of_one_is_written(string text)
    {
        File.WriteAllText(Path.Combine(_path, "yard.address"), text);

        Assert.Null(YardFolder.AddressOfHolder(_path));
    }

    [Fact]
    public void Should_refuse_what_is_no_folder()
    {
        var path = Path.Combine(_path, "file");
        File.WriteAllText(path, "");

        var refusal = Assert.Throws<CommandException>(() => YardFolder.TryTake(path));

        Assert.Equal(ExitCodes.Faulted, refusal.ExitCode);
        Assert.StartsWith($"The data folder '{path}' can't be used: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_ask_the_process_that_holds_it()
    {
        using var folder = YardFolder.TryTake(_path)!;
        folder.SayAddress(Address);

        await using var yard = await LocalYard.Open(_path, TestContext.Current.CancellationToken);

        Assert.IsType<JoinedYard>(yard);
        Assert.True(yard.IsOnThisMachine);
    }

    [Fact]
    public async Task Should_wait_for_a_holder_that_has_just_begun()
    {
        using var folder = YardFolder.TryTake(_path)!;
        var opening = LocalYard.Open(_path, TestContext.Current.CancellationToken);
        Assert.False(opening.IsCompleted);

        folder.SayAddress(Address);

        await using var yard = await opening;
        Assert.IsType<JoinedYard>(yard);
    }

    [Fact]
    public void Should_forget_where_a_holder_was_that_was_killed()
    {
        File.WriteAllText(Path.Combine(_path, "yard.address"), "{\"address\":\"http://127.0.0.1:1/\"}");

        using var folder = YardFolder.TryTake(_path)!;

        Assert.Null(YardFolder.AddressOfHolder(_path));
    }

    [Fact]
    public async Task Should_give_up_where_its_holder_does_not_say_where_it_is()
    {
        using var folder = YardFolder.TryTake(_path)!;

        var refusal = await Assert.ThrowsAsync<CommandException>(
            () => LocalYard.Open(_path, TestContext.Current.CancellationToken));

        Assert.Equal(ExitCodes.Faulted, refusal.ExitCode);
        Assert.Contains("does not say where it can be reached", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, " by the Trainyard at http://127.0.0.1:5080/.")]
    [InlineData(false, ".")]
    public async Task Should_be_refused_to_a_server_that_comes_second(bool isSaid, string end)
    {
        using var folder = YardFolder.TryTake(_path)!;
        if (isSaid)
            folder.SayAddress(Address);

        var said = await Said.By("up", "--data", _path);

        Assert.Equal((ExitCodes.Faulted, ""), (said.ExitCode, said.Output));
        Assert.Equal($"The data folder '{_path}' is in use{end}", Assert.Single(said.Errors));
    }
}
