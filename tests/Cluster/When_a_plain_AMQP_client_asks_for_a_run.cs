using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests;

[Trait(Tracks.Name, Tracks.Second)]
public sealed class When_a_plain_AMQP_client_asks_for_a_run(Broker broker, SharedCluster shared)
    : IClassFixture<SharedCluster>
{
    [Fact]
    public async Task Should_end_as_in_one_process_with_documents_in_SQLite() =>
        await EndsAsInOneProcess(await shared.Get());

    [Fact]
    public async Task Should_end_as_in_one_process_with_documents_in_MongoDB()
    {
        await using var cluster = await ServiceCluster.Start(broker, Documents.InMongo());
        await EndsAsInOneProcess(cluster);
    }

    [Fact]
    public async Task Should_hear_why_a_model_was_rejected_and_find_no_version_of_it()
    {
        var cluster = await shared.Get();
        await using var client = await PlainClient.Connect(cluster.Bus);
        var run = Guid.NewGuid();

        await client.Ask(run, Requests.Churn(("pipeline", "strict"), ("gate.auc", ">= 0.99")));
        var ending = await client.Ended(run, Requests.Timeout, cluster.Logs);

        Assert.Equal("TrainingFailed", ending.Name);
        Assert.Equal("Rejected", (string)ending.Message["outcome"]!);
        Assert.Equal("MetricsBelowThreshold", (string)ending.Message["reason"]!);
        var missed = Assert.Single(ending.Message["gate"]!.AsArray(), check => !(bool)check!["isMet"]!)!;
        Assert.Equal("auc", (string)missed["metric"]!);
        Assert.Equal(0.99, (double)missed["threshold"]!);
        Assert.InRange((double)missed["observed"]!, 0.7, 0.99);
        using var model = await cluster["Registry"].Http.GetAsync("/models/strict");
        Assert.Equal(HttpStatusCode.NotFound, model.StatusCode);
    }

    [Fact]
    public async Task Should_hear_what_is_wrong_with_a_request_that_is_no_pipeline()
    {
        var cluster = await shared.Get();
        await using var client = await PlainClient.Connect(cluster.Bus);
        Guid empty = Guid.NewGuid(), misspelt = Guid.NewGuid();

        await client.Ask(empty, []);
        await client.Ask(misspelt, Requests.Churn(("trian.iterations", "5")));

        var first = await client.Ended(empty, Requests.Timeout, cluster.Logs);
        Assert.Equal("InvalidPipeline", (string)first.Message["reason"]!);
        Assert.NotEmpty(first.Message["findings"]!.AsArray());
        var second = await client.Ended(misspelt, Requests.Timeout, cluster.Logs);
        Assert.Equal("InvalidPipeline", (string)second.Message["reason"]!);
        var finding = Assert.Single(second.Message["findings"]!.AsArray())!;
        Assert.Contains("Did you mean 'train'?", (string)finding["message"]!, StringComparison.Ordinal);
    }

    private static async Task EndsAsInOneProcess(ServiceCluster cluster)
    {
        await using var client = await PlainClient.Connect(cluster.Bus);
        using var one = await OneProcess.Start();
        var run = Guid.NewGuid();

        await client.Ask(run, Requests.Churn());
        // Asked twice, as a client does that saw no confirmation: it is the same run.
        await client.Ask(run, Requests.Churn());
        var ending = await client.Ended(run, Requests.Timeout, cluster.Logs);
        Assert.True(ending.Name == "TrainingSucceeded", ending.Message.ToJsonString());
        var apart = await Outcome.Of(ending.Message, cluster["Serving"].Http, Requests.Customer());

        var alone = await one.Run(Requests.Churn(), Requests.Timeout);
        apart.IsLike(await Outcome.Of(alone, one.Http, Requests.Customer()));

        var record = await cluster["Pipeline"].Http.GetFromJsonAsync<JsonObject>($"/runs/{run}");
        Assert.Equal("Succeeded", (string)record!["state"]!);
        Assert.Single(client.Received.Where(heard => heard.Run == run.ToString()).DistinctBy(heard => heard.MessageId));
        var model = await cluster["Registry"].Http.GetFromJsonAsync<JsonObject>("/models/churn");
        Assert.Single(model!["versions"]!.AsArray());
    }
}
