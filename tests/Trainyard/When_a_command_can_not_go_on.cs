using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trainyard.Contracts;
using Trainyard.Support;

namespace Trainyard.Cli.Tests;

public sealed class When_a_command_can_not_go_on : IDisposable
{
    private const string RunId = "0d6cf3a4-6f0c-4d3b-9a55-3f8e0c8f2a11";

    private readonly string _folder = Directory.CreateTempSubdirectory("command-").FullName;

    public static TheoryData<RunOutcome> Outcomes => [.. Enum.GetValues<RunOutcome>()];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Outcomes))]
    public void Should_have_an_exit_code_for_every_outcome(RunOutcome outcome) => Assert.Equal(
        outcome switch
        {
            RunOutcome.Succeeded => 0,
            RunOutcome.Faulted => 1,
            RunOutcome.Rejected => 2,
            RunOutcome.Cancelled => 3,
            _ => throw new InvalidOperationException($"Nobody said what the shell is told of {outcome}."),
        },
        ExitCodes.Of(outcome));

    [Fact]
    public void Should_not_tell_the_shell_that_a_run_without_an_outcome_went_well() =>
        Assert.Equal(ExitCodes.Faulted, ExitCodes.Of(null));

    [Theory]
    [InlineData("predict takes either --row ", "predict", "m")]
    [InlineData("predict takes either --row ", "predict", "m", "--row", "{}", "--file", "-")]
    [InlineData("'' names no model. It should be", "predict", "", "--row", "{}")]
    [InlineData("'m@' names no model. It should be", "predict", "m@", "--row", "{}")]
    [InlineData("'@' names no model. It should be", "explain", "@")]
    [InlineData("Required argument missing for option: '--data'", "runs", "--data")]
    [InlineData("Name dead letters, or say --all: ", "dead", "drop", "--reason", "why")]
    [InlineData("Name dead letters, or say --all: ", "dead", "retry", "id", "--all", "--reason", "why")]
    [InlineData("'ftp://a' is no address of a server", "runs", "--server", "ftp://a")]
    [InlineData("'a' is no address of a server", "runs", "--server", "a")]
    [InlineData("--set takes path=value", "validate", "a.yaml", "--set", "a")]
    [InlineData("--urls must be addresses such as", "up", "--urls", " ")]
    [InlineData("--urls must be addresses such as", "up", "--urls", ";")]
    [InlineData("--urls must be addresses such as", "up", "--urls", "nowhere")]
    [InlineData("--urls must be addresses such as", "up", "--urls", "http://127.0.0.1:99999")]
    [InlineData("--urls must be addresses such as", "up", "--urls", "http://127.0.0.1:5080;http://127.0.0.1:-1")]
    [InlineData("drop --all --queue train-model --reason 'why' --server http://a --data 'a b'. To see",
        "dead", "drop", "--reason", "why", "--data", "a b", "--server", "http://a")]
    public Task Should_say_in_one_line_what_is_wrong_with_the_command_line(string words, params string[] arguments) =>
        Demand(ExitCodes.Usage, words, arguments);

    [Theory]
    [InlineData("The rows are not JSON at line 1, byte 2", "predict", "m", "--row", "{")]
    [InlineData("Row 1 is null; a row is a JSON object.", "predict", "m", "--row", "null")]
    [InlineData("Row 1 has the column 'km' twice.", "predict", "m", "--row", "{\"km\":1,\"km\":2}")]
    [InlineData("The rows can't be read: ", "predict", "m", "--file", "no-such-file.json")]
    [InlineData("There is no file 'no-such-file.yaml'.", "validate", "no-such-file.yaml")]
    public Task Should_say_in_one_line_what_is_wrong_with_what_was_brought(string words, params string[] arguments) =>
        Demand(ExitCodes.Rejected, words, arguments);

    [Theory]
    [InlineData(400, ExitCodes.Rejected)]
    [InlineData(404, ExitCodes.Rejected)]
    [InlineData(500, ExitCodes.Faulted)]
    [InlineData(503, ExitCodes.Faulted)]
    public async Task Should_tell_what_is_wrong_with_the_question_from_what_is_wrong_with_the_server(
        int status, int exitCode)
    {
        await using var server = await TestServer.Start(_ => { }, app =>
            app.MapGet($"/runs/{RunId}", () => Results.Problem("There is none.", statusCode: status)));

        var said = await Said.By("show", RunId, "--server", server.Address);

        Assert.Equal((exitCode, ""), (said.ExitCode, said.Output));
        Assert.Equal(["There is none."], said.Errors);
    }

    [Fact]
    public async Task Should_say_that_a_server_is_away()
    {
        var server = await TestServer.Start(_ => { }, _ => { });
        await server.DisposeAsync();

        var said = await Said.By("show", RunId, "--server", server.Address);

        Assert.Equal((ExitCodes.Faulted, ""), (said.ExitCode, said.Output));
        Assert.StartsWith("The server can't be reached: ", Assert.Single(said.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("doctor")]
    [InlineData("collect")]
    public async Task Should_refuse_a_folder_that_is_no_yard(string command)
    {
        var said = await Said.By(command, "--data", Path.Combine(_folder, "nothing"));

        Assert.Equal((ExitCodes.Faulted, ""), (said.ExitCode, said.Output));
        Assert.StartsWith("There are no documents of services in ", Assert.Single(said.Errors),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_tell_a_program_what_is_wrong_as_json()
    {
        var file = Path.Combine(_folder, "wrong.yaml");
        await File.WriteAllTextAsync(file, "tarket: a", TestContext.Current.CancellationToken);

        var said = await Said.By("validate", file, "--json");

        var problem = JsonNode.Parse(said.Output)!;
        Assert.Equal((ExitCodes.Rejected, ""), (said.ExitCode, said.Error));
        Assert.Equal(ExitCodes.Rejected, (int)problem["exitCode"]!);
        Assert.StartsWith("The pipeline file has ", (string)problem["error"]!, StringComparison.Ordinal);
        Assert.Contains(problem["problems"]!.AsArray(), one => (int)one!["line"]! == 1 && (string)one["file"]! == file);
    }

    private async Task Demand(int exitCode, string words, string[] arguments)
    {
        var file = Path.Combine(_folder, "a.yaml");
        await File.WriteAllTextAsync(file, Scripts.Churn, TestContext.Current.CancellationToken);

        var said = await Said.By([.. arguments.Select(argument => argument == "a.yaml" ? file : argument)]);

        Assert.Equal((exitCode, ""), (said.ExitCode, said.Output));
        Assert.Contains(words, Assert.Single(said.Errors), StringComparison.Ordinal);
    }
}
