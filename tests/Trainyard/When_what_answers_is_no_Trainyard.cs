using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trainyard.Cli.Terminal;
using Trainyard.Support;

namespace Trainyard.Cli.Tests;

public sealed class When_what_answers_is_no_Trainyard
{
    private const string RunId = "0d6cf3a4-6f0c-4d3b-9a55-3f8e0c8f2a11";

    private static readonly string[] Answers =
    [
        "", "null", "7", "\"runs\"", "[null]", "{}", "{\"a\":[1]}", "[{\"a\":1}]", "[[]]", "<html>",
        "{\"version\":1,\"predictions\":[null]}", "{\"version\":1,\"predictions\":[{\"prediction\":null}]}",
        "{\"version\":1,\"predictions\":[{\"prediction\":{}}]}", "{\"version\":1,\"predictions\":[]}",
        "{\"version\":null,\"predictions\":[{\"prediction\":1}]}", "{\"a\":1,\"a\":2}",
        "{\"name\":\"m\",\"aliases\":{},\"versions\":[null]}",
    ];

    [Theory]
    [InlineData("runs")]
    [InlineData("runs", "--json")]
    [InlineData("show", "last")]
    [InlineData("show", RunId)]
    [InlineData("show", RunId, "--mermaid")]
    [InlineData("cancel", RunId)]
    [InlineData("models")]
    [InlineData("models", "m")]
    [InlineData("explain", "m")]
    [InlineData("explain", "m@1")]
    [InlineData("predict", "m@1", "--row", "{}")]
    [InlineData("predict", "m", "--row", "{}")]
    [InlineData("predict", "m", "--row", "{}", "--json")]
    [InlineData("predict", "m", "--file", "rows.json")]
    [InlineData("dead", "list")]
    [InlineData("dead", "show", "00ff")]
    [InlineData("dead", "drop", "00ff", "--reason", "why")]
    public async Task Should_say_so_and_nothing_else(params string[] line)
    {
        var answer = "";
        await using var server = await TestServer.Start(
            _ => { }, app => app.MapFallback(() => Results.Text(answer, "application/json")));
        var rows = Path.GetTempFileName();
        await File.WriteAllTextAsync(rows, "{\"a\":1}", TestContext.Current.CancellationToken);
        foreach (var given in Answers)
        {
            answer = given;

            var said = await Said.By(
                [.. line.Select(word => word == "rows.json" ? rows : word), "--server", server.Address]);

            Assert.Equal(ExitCodes.Faulted, said.ExitCode);
            Assert.Equal(
                "What answered is no Trainyard, or one of another version.",
                line.Contains("--json")
                    ? (string)System.Text.Json.Nodes.JsonNode.Parse(said.Output)!["error"]!
                    : Assert.Single(said.Errors));
        }

        File.Delete(rows);
    }

    [Fact]
    public async Task Should_be_said_how_long_it_was_waited_for()
    {
        var late = new TaskCanceledException(
            "What was asked for was not answered within 30 s.", new TimeoutException());

        var said = await Said.By(() => Task.FromResult(Complaints.Say(late, isJson: false, wasToldToEnd: false)));

        Assert.Equal(ExitCodes.Faulted, said.ExitCode);
        Assert.Equal(
            "What was asked for was not answered within 30 s. Whoever was asked may have too much to do, or be no "
            + "Trainyard. Nothing was cancelled.",
            Assert.Single(said.Errors));
    }
}
