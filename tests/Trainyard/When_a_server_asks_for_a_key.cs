using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trainyard.Support;

namespace Trainyard.Cli.Tests;

public sealed class When_a_server_asks_for_a_key : IDisposable
{
    private const string Key = "0123456789abcdef";

    private readonly string _file = Path.Combine(
        Directory.CreateTempSubdirectory("command-").FullName, "key");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public async Task Should_say_where_the_command_takes_it_from()
    {
        await using var server = await Server();

        var said = await Said.By("runs", "--server", server.Address);

        Assert.Equal((ExitCodes.Rejected, ""), (said.ExitCode, said.Output));
        Assert.Equal(
            "The server asks for a key. This command takes it from the variable TRAINYARD_KEY, or from the file that "
            + "--key-file names.",
            Assert.Single(said.Errors));
    }

    [Fact]
    public async Task Should_be_sent_what_the_file_holds()
    {
        await using var server = await Server();
        await File.WriteAllTextAsync(_file, Key + "\n", TestContext.Current.CancellationToken);

        var said = await Said.By("runs", "--server", server.Address, "--key-file", _file, "--json");

        Assert.Equal((ExitCodes.Succeeded, ""), (said.ExitCode, said.Error));
    }

    [Theory]
    [InlineData(null, "The key can't be read: ")]
    [InlineData("short", "' holds no key.")]
    public async Task Should_not_be_asked_with_what_is_none(string? text, string words)
    {
        if (text is not null)
            await File.WriteAllTextAsync(_file, text, TestContext.Current.CancellationToken);

        var said = await Said.By("runs", "--server", "http://127.0.0.1:1", "--key-file", _file);

        Assert.Equal((ExitCodes.Rejected, ""), (said.ExitCode, said.Output));
        Assert.Contains(words, Assert.Single(said.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_have_one_made_once_that_nobody_else_reads()
    {
        Assert.Equal(ExitCodes.Succeeded, (await Said.By("key", _file)).ExitCode);
        var key = await File.ReadAllTextAsync(_file, TestContext.Current.CancellationToken);
        var again = await Said.By("key", _file);

        Assert.Matches("^[0-9a-f]{64}\n$", key);
        Assert.Equal((ExitCodes.Succeeded, $"The key in '{_file}' stays.\n"), (again.ExitCode, again.Output));
        Assert.Equal(key, await File.ReadAllTextAsync(_file, TestContext.Current.CancellationToken));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_file));
    }

    [Theory]
    [InlineData("short", "is there, and holds no key.")]
    [InlineData(null, "The key can't be written: ")]
    public async Task Should_have_none_made_where_there_is_no_place_for_it(string? text, string words)
    {
        var file = text is null ? Path.Combine(_file, "below") : _file;
        if (text is not null)
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        var said = await Said.By("key", file);

        Assert.Equal((ExitCodes.Faulted, ""), (said.ExitCode, said.Output));
        Assert.Contains(words, Assert.Single(said.Errors), StringComparison.Ordinal);
    }

    /// <summary>Something in front of a yard, which says no more than it must.</summary>
    private static Task<TestServer> Server() => TestServer.Start(_ => { }, app => app.MapGet(
        "/runs", (HttpRequest request) => request.Headers.Authorization == $"Bearer {Key}"
            ? Results.Ok(Array.Empty<object>())
            : Results.StatusCode(401)));
}
