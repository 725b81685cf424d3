using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trainyard.Support;

namespace Trainyard.EndToEnd.Tests;

/// <summary>In a cluster the command speaks with Pipeline, which has neither predictions nor alerts.</summary>
public sealed class When_the_server_is_one_service
{
    private const string RunId = "0d6cf3a4-6f0c-4d3b-9a55-3f8e0c8f2a11";

    [Theory]
    [InlineData("Succeeded", 0)]
    [InlineData("Rejected", 2)]
    [InlineData("Faulted", 1)]
    [InlineData("Cancelled", 3)]
    public async Task Should_close_with_how_the_run_ended(string outcome, int exitCode)
    {
        await using var pipeline = await Pipeline(outcome);
        using var shell = new Shell();
        shell.Environment["ALERT_URL"] = "http://127.0.0.1:1/";
        // What is in the way of the folder that diagrams are saved in.
        shell.Write(".trainyard", "");

        var said = await shell.Run("run", Shell.Sample("flights"), "--server", pipeline.Address);

        Assert.Equal((exitCode, ""), (said.ExitCode, said.Error));
        Assert.Contains($" show {RunId} --mermaid --server ", said.Output, StringComparison.Ordinal);
        Assert.Equal(
            outcome == "Succeeded",
            said.Output.Contains("POST /models/flights-late/staging/predict", StringComparison.Ordinal));
    }

    private static Task<TestServer> Pipeline(string outcome) => TestServer.Start(_ => { }, app =>
    {
        app.MapPost("/runs", () => Results.Accepted($"/runs/{RunId}", new { runId = RunId }));
        app.MapGet($"/runs/{RunId}", () => Results.Ok(new
        {
            runId = RunId,
            pipeline = "flights-late",
            state = outcome,
            outcome,
            step = "Announce",
            requestedBy = "ada",
            requestedAt = DateTimeOffset.UnixEpoch,
            endedAt = DateTimeOffset.UnixEpoch.AddSeconds(9),
            endpoint = outcome == "Succeeded" ? "/models/flights-late/staging/predict" : null,
        }));
        app.MapGet($"/runs/{RunId}/diagram", () => "sequenceDiagram");
    });
}
