using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Trainyard.Api;
using Trainyard.Api.Runs;
using Trainyard.Contracts;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.AcceptRequest;
using Trainyard.Pipeline.RunTraining;

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
        Assert.Single(await Runs(yard, "?pipeline=churn&state=succeeded"));
        Assert.Empty(await Runs(yard, "?state=Faulted"));
        using var refused = await yard.Http.GetAsync(
            new Uri("/runs?state=Nope", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.StartsWith(
            "'state' is one of Requested, Fetching, Checking,",
            (string?)(await refused.Content.ReadFromJsonAsync<JsonObject>(
                TestContext.Current.CancellationToken))!["detail"],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Should_know_the_states_of_the_machine_by_name() => Assert.Equal(
        [RunStates.Requested, .. TrainingRunStateMachine.StateNames], RunStates.Names);

    [Fact]
    public async Task Should_list_each_once_by_any_filter_page_by_page()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        foreach (var number in Enumerable.Range(0, 9))
        {
            await yard.Bus.Publish(Scripts.Start(Guid.NewGuid(), threshold: number % 3 == 0 ? 0.99 : 0.1));
            await yard.Ending();
        }

        using var client = new TrainyardClient(yard.Http.BaseAddress!);
        await Until(() => client.Runs.All("churn", "Succeeded", 1000, default), 6);

        Assert.Equal(3, (await All("churn", "Rejected")).DistinctBy(run => run.RunId).Count());
        Assert.Equal(6, (await All(null, "Succeeded")).DistinctBy(run => run.RunId).Count());
        var all = await All("churn", null);
        Assert.Equal(9, all.DistinctBy(run => run.RunId).Count());
        Assert.Equal(all.OrderByDescending(run => run.RequestedAt), all);
        Assert.Equal(all.Select(run => run.RunId), (await All(null, null)).Select(run => run.RunId));

        async Task<List<RunSummary>> All(string? pipeline, string? state) =>
            await client.Runs.All(pipeline, state, 2, default).ToListAsync();
    }

    /// <summary>What has not begun stands before the others, and in the way of none of them.</summary>
    [Fact]
    public async Task Should_list_what_waits_first_and_all_others_whatever_the_size_of_a_page()
    {
        await using var yard = await RunningYard.Start(Scripts.Success);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await yard.Bus.Publish(Scripts.Start(Guid.NewGuid()));
            await yard.Ending();
        }

        using var client = new TrainyardClient(yard.Http.BaseAddress!);
        await Until(() => client.Runs.All("churn", "Succeeded", 1000, default), 3);
        var now = TimeProvider.System.GetUtcNow();
        var requests = yard.Services.GetRequiredService<IDocuments<RequestDocument>>();
        foreach (var _ in Enumerable.Range(0, 5))
        {
            Assert.True(await requests.TryInsert(new RequestDocument
            {
                RunId = Guid.NewGuid(), Pipeline = "churn",
                Request = new TrainRequested { Pipeline = Scripts.Churn }, AcceptedAt = now,
                DueAt = now.AddDays(1),
            }));
        }

        Assert.Equal(5, await client.Runs.All(null, "Requested", 10, default).CountAsync());
        foreach (var (page, waiting) in new[] { (1, 0), (2, 1), (5, 4), (6, 5), (100, 5) })
        {
            var all = await client.Runs.All(null, null, page, default).ToListAsync();

            Assert.Equal(waiting, all.TakeWhile(run => run.State == "Requested").Count());
            Assert.Equal(3, all.Skip(waiting).Count(run => run.State == "Succeeded"));
            Assert.Equal(waiting + 3, all.Count);
        }
    }

    private static async Task Until(Func<IAsyncEnumerable<RunSummary>> runs, int count)
    {
        while (await runs().CountAsync(TestContext.Current.CancellationToken) < count)
            await Task.Yield();
    }

    private static async Task<JsonArray> Runs(RunningYard yard, string query) =>
        (await yard.Http.GetFromJsonAsync<JsonArray>("/runs" + query, TestContext.Current.CancellationToken))!;
}
