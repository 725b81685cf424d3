using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Trainyard.Cluster.Tests.Chaos;

namespace Trainyard.Cluster.Tests;

[Trait(Tracks.Name, Tracks.Second)]
public sealed class When_an_alias_is_moved(Broker broker)
{
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Should_go_back_to_a_lower_version_and_to_the_same_one_again()
    {
        await using var alerts = await AlertReceiver.Start();
        await using var cluster = await ServiceCluster.Start(broker, Documents.InSqlite);
        await using var client = await PlainClient.Connect(cluster.Bus);
        var registry = cluster["Registry"].Http;
        for (var version = 1; version <= 2; version++)
        {
            var run = Guid.NewGuid();
            await client.Ask(run, Deployed(alerts.Address));
            var ending = await client.Ended(run, Requests.Timeout, cluster.Logs);
            Assert.True(ending.Name == "TrainingSucceeded", ending.Message.ToJsonString());
            Assert.Equal(version, (int)ending.Message["version"]!);
            // An alert is work of a service that no run stops.
            var told = await Until(
                () => cluster["Alerting"].Http.GetFromJsonAsync<JsonArray>($"/alerts/{run}"),
                found => found.Count == 1 && (string)found[0]!["state"]! != "UnderWay", cluster);
            Assert.Equal("Done", (string)told[0]!["state"]!);
        }

        // The alias may be moved a moment after the run has ended.
        await Served(cluster, change: 2, version: 2);

        Assert.Equal(3, await Move(registry, 1, "Version 2 is too slow."));
        await Served(cluster, change: 3, version: 1);
        Assert.Equal(4, await Move(registry, 1, "Once more."));
        await Served(cluster, change: 4, version: 1);

        // The same over the bus, by a client that knows JSON. One that can't be done changes nothing.
        await client.Send("MoveAlias", Command(version: 2));
        await Served(cluster, change: 5, version: 2);
        await client.Send("MoveAlias", Command(version: 7));
        using var unknown = await registry.PostAsJsonAsync(
            "/models/small-0/aliases/staging", new { version = 7, reason = "It was better." });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);

        var alias = (await registry.GetFromJsonAsync<JsonArray>("/models/small-0/aliases"))![0]!;
        Assert.Equal(
            [(5, 2, "Served"), (4, 1, "Served"), (3, 1, "Served"), (2, 2, "Served"), (1, 1, "Served")],
            alias["moves"]!.AsArray().Select(move =>
                ((int)move!["change"]!, (int)move["version"]!, (string)move["state"]!)));
        (await cluster.Examine()).FindsNothing();
    }

    private static JsonObject Deployed(Uri alerts)
    {
        var request = SmallRuns.Request(0, alerts);
        request["overrides"]!["deploy.to"] = "staging";
        return request;
    }

    private static JsonObject Command(int version) => new()
    {
        ["moveId"] = Guid.NewGuid().ToString(),
        ["model"] = "small-0",
        ["alias"] = "staging",
        ["version"] = version,
        ["requestedBy"] = "a plain client",
        ["reason"] = "It was better.",
    };

    private static async Task<int> Move(HttpClient registry, int version, string reason)
    {
        using var accepted = await registry.PostAsJsonAsync(
            "/models/small-0/aliases/staging", new { version, requestedBy = "ada", reason });
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        return (int)(await accepted.Content.ReadFromJsonAsync<JsonObject>())!["change"]!;
    }

    /// <summary>Registry says so, and Serving answers so.</summary>
    private static async Task Served(ServiceCluster cluster, int change, int version)
    {
        var aliases = await Until(
            () => cluster["Registry"].Http.GetFromJsonAsync<JsonArray>("/models/small-0/aliases"),
            found => found.Count == 1 && (int)found[0]!["change"]! == change, cluster);
        Assert.Equal(version, (int)aliases[0]!["version"]!);
        var serving = cluster["Serving"].Http;
        var sample = await serving.GetFromJsonAsync<JsonObject>("/models/small-0/staging/sample");
        using var reply = await serving.PostAsJsonAsync("/models/small-0/staging/predict", sample);
        var answer = await reply.Content.ReadFromJsonAsync<JsonObject>();
        Assert.True(reply.IsSuccessStatusCode, answer!.ToJsonString());
        Assert.Equal(version, (int)answer["version"]!);
    }

    private static async Task<T> Until<T>(Func<Task<T?>> ask, Predicate<T> holds, ServiceCluster cluster)
        where T : JsonNode
    {
        using var deadline = new CancellationTokenSource(Requests.Timeout);
        while (true)
        {
            var found = await ask();
            if (holds(found!)) return found!;
            if (deadline.IsCancellationRequested) Assert.Fail(found!.ToJsonString() + cluster.Logs());
            await Task.Delay(BetweenQuestions, TimeProvider.System);
        }
    }
}
