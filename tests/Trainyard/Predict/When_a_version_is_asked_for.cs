using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trainyard.Api.Models;
using Trainyard.Cli.Models;
using Trainyard.Cli.Predict;
using Trainyard.Cli.Terminal;
using Trainyard.Support;

namespace Trainyard.Cli.Tests.Predict;

public sealed class When_a_version_is_asked_for
{
    private static readonly Mover Mover = new(null, HasKey: false, " --data d");

    [Theory]
    [InlineData("bc", "staging")]
    [InlineData("bc@blue", "blue")]
    [InlineData("bc@v2", "v2")]
    [InlineData("bc@7x", "7x")]
    [InlineData("bc@2", "staging")]
    [InlineData("bc@02", "staging")]
    [InlineData("bc@1", "blue")]
    public async Task Should_be_asked_at_an_alias_that_points_at_it(string named, string alias) =>
        Assert.Equal(alias, await AliasOf(named, new() { ["prod"] = 2, ["staging"] = 2, ["green"] = 1, ["blue"] = 1 }));

    [Fact]
    public async Task Should_say_in_a_sentence_what_answers_where_no_alias_points_at_it()
    {
        var refusal = await Assert.ThrowsAsync<CommandException>(
            () => AliasOf("bc@1", new() { ["staging"] = 3, ["prod"] = 2 }));

        Assert.Equal(ExitCodes.Rejected, refusal.ExitCode);
        Assert.Equal(
            "Version 1 of bc answers nowhere, since no alias points at it: bc@prod is version 2, bc@staging is version "
            + $"3. A server moves one: {Invocation.Command} up --data d and then curl --json "
            + "'{\"version\":1,\"reason\":\"why\"}' http://127.0.0.1:5080/models/bc/aliases/staging",
            refusal.Message);
    }

    [Fact]
    public async Task Should_say_how_the_server_that_was_asked_points_an_alias_at_it()
    {
        var refusal = await Assert.ThrowsAsync<CommandException>(() => AliasOf(
            "bc@1", [], new Mover(new Uri("http://a:1/"), HasKey: true, " --server http://a:1")));

        Assert.EndsWith(
            "there is none. This moves one: curl -H \"Authorization: Bearer $TRAINYARD_KEY\" --json "
            + "'{\"version\":1,\"reason\":\"why\"}' http://a:1/models/bc/aliases/staging",
            refusal.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(0), InlineData(4), InlineData(int.MaxValue)]
    public async Task Should_say_that_there_is_no_such_version(int version) => Assert.Equal(
        $"There is no version {version} of bc; the latest is 3.",
        (await Assert.ThrowsAsync<CommandException>(() => AliasOf($"bc@{version}", []))).Message);

    /// <summary>The alias may be moved between the two questions.</summary>
    [Theory]
    [InlineData(2, ExitCodes.Succeeded)]
    [InlineData(3, ExitCodes.Rejected)]
    public async Task Should_get_no_answer_of_another_version(int answering, int exitCode)
    {
        await using var server = await TestServer.Start(_ => { }, app =>
        {
            app.MapGet("/models/bc", () => Model(new() { ["staging"] = 2 }));
            app.MapPost("/models/bc/staging/predict", () => Results.Json(new
            {
                version = answering, predictions = new[] { new { prediction = 1 } },
            }));
        });

        var said = await Said.By("predict", "bc@2", "--row", "{}", "--server", server.Address);

        Assert.Equal(exitCode, said.ExitCode);
        Assert.Equal(exitCode == ExitCodes.Succeeded, said.Output.Length > 0);
    }

    private static async Task<string> AliasOf(string named, Dictionary<string, int> aliases, Mover? mover = null)
    {
        using var server = new PlayedServer().Knows("/models/bc?limit=1&skip=0", Model(aliases));
        using var client = server.Client();
        return await ServedVersion.AliasOf(
            NamedModel.Of(named), client, mover ?? Mover, TestContext.Current.CancellationToken);
    }

    private static ModelView Model(Dictionary<string, int> aliases) => new(
        "bc", aliases,
        [new VersionSummary(3, Guid.NewGuid(), DateTimeOffset.UnixEpoch, "ada", new Dictionary<string, double>())]);
}
