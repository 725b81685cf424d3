using System.Text.Json.Nodes;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Tests.Yards;

public sealed class When_a_store_can_not_be_read : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("damaged-").FullName;

    private string Store => Path.Combine(_path, "documents", "pipeline.db");

    public static TheoryData<string, string> Damages => new()
    {
        { "text", "can't be used: " },
        { "nothing", "it is empty" },
        { "removed", "There is no database" },
    };

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Theory, MemberData(nameof(Damages))]
    public async Task Should_name_the_file_and_who_says_more(string damage, string words)
    {
        await Damage(damage);

        var said = await Said.By("runs", "--data", _path);

        Assert.Equal((ExitCodes.Faulted, ""), (said.ExitCode, said.Output));
        Assert.Equal(2, said.Errors.Count);
        Assert.Contains($"'{Store}'", said.Errors[0], StringComparison.Ordinal);
        Assert.Contains(words, said.Errors[0], StringComparison.Ordinal);
        Assert.EndsWith($" doctor --data {_path} says more.", said.Errors[1], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Damages))]
    public async Task Should_be_told_to_a_program_as_one_object(string damage, string words)
    {
        await Damage(damage);

        var said = await Said.By("show", "last", "--data", _path, "--json");

        var json = JsonNode.Parse(said.Output)!;
        Assert.Equal((ExitCodes.Faulted, ""), (said.ExitCode, said.Error));
        Assert.Contains(words, (string?)json["error"], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Damages))]
    public async Task Should_be_no_yard_without_a_promise_that_is_broken(string damage, string words)
    {
        await Damage(damage);

        var said = await Said.By("doctor", "--data", _path);

        Assert.Equal(ExitCodes.Faulted, said.ExitCode);
        Assert.StartsWith(
            "The store of pipeline can't be read: ", Assert.Single(said.Errors), StringComparison.Ordinal);
        if (damage != "text")
            Assert.Contains(words, said.Error, StringComparison.Ordinal);
    }

    /// <summary>Whoever was ended as the first command began leaves the folders alone.</summary>
    [Theory]
    [InlineData("runs")]
    [InlineData("models")]
    [InlineData("show", "last")]
    [InlineData("dead", "list")]
    public async Task Should_be_no_yard_where_nothing_was_ever_kept(params string[] command)
    {
        Directory.CreateDirectory(Path.Combine(_path, "documents"));

        var said = await Said.By([.. command, "--data", _path]);

        Assert.Equal((ExitCodes.Faulted, ""), (said.ExitCode, said.Output));
        Assert.StartsWith($"There is no yard in '{_path}'", Assert.Single(said.Errors), StringComparison.Ordinal);
    }

    private async Task Damage(string how)
    {
        await using (await LocalYard.Open(_path, TestContext.Current.CancellationToken))
        {
        }

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Store)!, "pipeline.db*"))
            File.Delete(file);
        if (how != "removed")
            await File.WriteAllTextAsync(
                Store, how == "text" ? new string('x', 5000) : "", TestContext.Current.CancellationToken);
    }
}
