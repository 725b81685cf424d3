using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests;

public sealed class When_processes_are_killed(Broker broker)
{
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Should_end_each_run_once_as_if_nothing_had_happened()
    {
        await using var cluster = await ServiceCluster.Start(broker, Documents.InSqlite);
        await using var client = await PlainClient.Connect(cluster.Bus);
        var request = Requests.Churn(("train.iterations", "3000"), ("gate.log_loss", "<= 2"), ("gate.auc", ">= 0.7"));
        Guid quiet = Guid.NewGuid(), disturbed = Guid.NewGuid();
        await client.Ask(quiet, request);
        var expected = await client.Ended(quiet, Requests.Timeout, cluster.Logs);
        Assert.True(expected.Name == "TrainingSucceeded", expected.Message.ToJsonString());

        await client.Ask(disturbed, request);
        await Reaches(cluster, disturbed, "Train");
        foreach (var name in new[] { "Training", "Pipeline", "Registry" })
            cluster[name].Kill();
        foreach (var name in new[] { "Registry", "Training", "Pipeline" })
            cluster[name].Start();
        var ending = await client.Ended(disturbed, Requests.Timeout, cluster.Logs);

        Assert.True(ending.Name == "TrainingSucceeded", ending.Message.ToJsonString());
        Assert.True(
            JsonNode.DeepEquals(expected.Message["metrics"], ending.Message["metrics"]), ending.Message.ToJsonString());
        await cluster["Registry"].Ready();
        var model = await cluster["Registry"].Http.GetFromJsonAsync<JsonObject>("/models/churn");
        Assert.Equal(2, model!["versions"]!.AsArray().Count);
        var endings = client.Received.Where(heard => heard.Run == disturbed.ToString());
        Assert.Single(endings.DistinctBy(heard => heard.MessageId));
        (await cluster.Examine()).FindsNothing();
    }

    private static async Task Reaches(ServiceCluster cluster, Guid run, string step)
    {
        using var deadline = new CancellationTokenSource(Requests.Timeout);
        while (true)
        {
            using var reply = await cluster["Pipeline"].Http.GetAsync($"/runs/{run}", deadline.Token);
            if (reply.IsSuccessStatusCode)
            {
                var view = (await reply.Content.ReadFromJsonAsync<JsonObject>(deadline.Token))!;
                if ((string)view["step"]! == step && view["progress"] is not null) return;
                Assert.True(view["outcome"] is null, $"The run ended before it could be disturbed in {step}.");
            }

            await Task.Delay(BetweenQuestions, TimeProvider.System, deadline.Token);
        }
    }
}
