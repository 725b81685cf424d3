using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Pipeline.Tests;

public sealed class When_runs_are_listed
{
    [Fact]
    public async Task Should_give_those_of_a_pipeline_and_a_state_and_refuse_a_state_that_there_is_not()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        await yard.Bus.Publish(Scripts.Start(Guid.NewGuid()));
        var ended = (await yard.Ending()).RunId;
        await yard.RunWith(ended, "TrainingSucceeded");

        Assert.Equal($"{ended}", (string?)Assert.Single(await Runs(yard, "?pipeline=churn&state=Succeeded"))!["runId"]);
        Assert.Empty(await Runs(yard, "?state=Faulted"));
        using var refused = await yard.Http.GetAsync(
            new Uri("/runs?state=Nope", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.StartsWith(
            "'state' is one of Fetching, Checking,",
            (string?)(await refused.Content.ReadFromJsonAsync<JsonObject>(
                TestContext.Current.CancellationToken))!["detail"],
            StringComparison.Ordinal);
    }

    private static async Task<JsonArray> Runs(RunningYard yard, string query) =>
        (await yard.Http.GetFromJsonAsync<JsonArray>("/runs" + query, TestContext.Current.CancellationToken))!;
}
