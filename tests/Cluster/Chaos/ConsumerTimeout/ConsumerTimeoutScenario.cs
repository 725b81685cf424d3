using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests.Chaos.ConsumerTimeout;

/// <summary>Training takes longer than a broker waits for an acknowledgement: it is done once all the same.</summary>
internal static class ConsumerTimeoutScenario
{
    private const string Name = "consumer-timeout";
    private const string About = "training takes four times the broker's consumer_timeout: one attempt, one model";

    /// <summary>Trees of the run that shows how quick the machine is.</summary>
    private const int FirstTrees = 300;

    public static Scenario Scenario { get; } =
        new(Name, About, Runs: 1, chaos => Play(chaos, TimeSpan.FromSeconds(10)));

    /// <summary>The same with a broker that waits less long.</summary>
    public static Scenario Short { get; } = new(Name, About, Runs: 1, chaos => Play(chaos, TimeSpan.FromSeconds(2)));

    private static async Task<Tally> Play(ChaosRun chaos, TimeSpan timeout)
    {
        // By default it looks once a minute whether somebody is late.
        await using var broker = await OwnBroker.Start(
            ("consumer_timeout", (int)timeout.TotalMilliseconds), ("channel_tick_interval", 500));
        await using var cluster = await ServiceCluster.Start(broker, Documents.InSqlite);
        await using var client = await PlainClient.Connect(cluster.Bus);
        await using var held = await HeldMessage.Take(cluster.Bus);

        var (wanted, trees) = (4 * timeout, FirstTrees);
        var trained = await Train(client, cluster, trees, "calibration");
        while (trained.Took < 2 * timeout)
        {
            // Twice is enough to show it; the machine may have become quicker since it was measured.
            trees = Math.Max(trees * 2, (int)(trees * (wanted / trained.Took)));
            chaos.Say(string.Create(CultureInfo.InvariantCulture, $"  {trees} trees"));
            trained = await Train(client, cluster, trees, $"long-{trees}", chaos.Runs);
        }

        var told = await held.Closed.WaitAsync(Requests.Timeout, TimeProvider.System);
        chaos.Say($"  who holds a message is told: {told}");
        return new Tally()
            .Fact(string.Create(CultureInfo.InvariantCulture, $"timeout {timeout.TotalSeconds:0} s"))
            .Fact(string.Create(CultureInfo.InvariantCulture, $"trained {trained.Took.TotalSeconds:0.0} s"))
            .Zero("further-attempts", trained.FurtherAttempts)
            .Zero("other-endings", trained.OtherEndings)
            .Zero("further-models", trained.FurtherModels);
    }

    private static async Task<Trained> Train(
        PlainClient client, ServiceCluster cluster, int trees, string model, int count = 1)
    {
        var runs = Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).ToList();
        foreach (var run in runs) await client.Ask(run, Request(trees, model));
        var trained = new Trained(TimeSpan.MaxValue, 0, 0, 0);
        foreach (var run in runs)
        {
            var ending = await client.Ended(run, 3 * Requests.Timeout, cluster.Logs);
            var view = await cluster["Pipeline"].Http.GetFromJsonAsync<JsonObject>($"/runs/{run}");
            var record = view!["record"]!.AsArray();
            var replies = record.Where(entry => (string)entry!["message"]! == "ModelTrained").ToList();
            var failed = record.Count(entry => (string)entry!["message"]! == "AttemptFailed");
            if (replies is not [{ } reply])
                return trained with { OtherEndings = 1, FurtherAttempts = failed };
            var work = reply["body"]!["work"]!;
            var took = TimeSpan.Parse((string)work["elapsed"]!, CultureInfo.InvariantCulture);
            trained = trained with
            {
                Took = took < trained.Took ? took : trained.Took,
                FurtherAttempts = trained.FurtherAttempts + failed + (int)work["attempt"]! - 1,
                OtherEndings = trained.OtherEndings + (ending.Name == "TrainingSucceeded" ? 0 : 1),
            };
        }

        var versions = await cluster["Registry"].Http.GetFromJsonAsync<JsonObject>($"/models/{model}");
        return trained with { FurtherModels = versions!["versions"]!.AsArray().Count - count };
    }

    /// <summary>Many small steps that teach little: what takes long is going through the data, and the model stays
    /// small.</summary>
    private static JsonObject Request(int trees, string model) => new()
    {
        ["pipeline"] = File.ReadAllText(Path.Combine(Repository.Sample("flights"), "pipeline.yaml")),
        ["sourceFolder"] = Repository.Sample("flights"),
        ["requestedBy"] = "chaos",
        ["overrides"] = new JsonObject
        {
            ["pipeline"] = model,
            ["train.iterations"] = $"{trees}",
            ["train.leaves"] = "4",
            ["train.learning_rate"] = "0.0001",
            ["gate.auc"] = ">= 0.5",
            ["gate.log_loss"] = "<= 2",
        },
    };

    /// <summary>What became of runs: the shortest training, and what there should be none of.</summary>
    private sealed record Trained(TimeSpan Took, int FurtherAttempts, int OtherEndings, int FurtherModels);
}
