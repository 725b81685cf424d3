using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests.Chaos.KillTrainer;

/// <summary>
/// Two processes can train. The one that does is killed after its first checkpoints, at any moment of an interval; the
/// other takes over. What came out is held against a run that nobody disturbed, and the times against their bars, with
/// as much more as the machine itself was late.
/// </summary>
internal static class KillTrainerScenario
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Target = Lease + TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Trees enough for some seconds, whatever the metrics come to.
    private static readonly JsonObject Request = Requests.Churn(
        ("train.iterations", "9000"), ("train.leaves", "31"), ("gate.log_loss", "<= 9"), ("gate.auc", ">= 0.6"));

    public static Scenario Scenario { get; } = new(
        "kill-trainer", "kill -9 of the process that trains: another goes on from the checkpoint, to the same model",
        20, Play);

    private static async Task<Tally> Play(ChaosRun chaos)
    {
        await using var cluster = await ServiceCluster.Start(
            chaos.Broker, Documents.InSqlite, ("Jobs:Lease", Lease.ToString()),
            ("Jobs:TrainModel:Checkpoint", Interval.ToString()));
        using var second = new ServiceProcess("Training", [.. cluster.Arguments]);
        second.Start();
        await second.Ready();
        ServiceProcess[] trainers = [cluster["Training"], second];
        await using var client = await PlainClient.Connect(cluster.Bus);
        await using var listener = await ProgressListener.Connect(cluster.Bus);
        string Logs() => $"{cluster.Logs()}\n--- the other Training\n{second.Log}";

        var quiet = Guid.NewGuid();
        await client.Ask(quiet, Request);
        var expected = await client.Ended(quiet, Requests.Timeout, Logs);
        Assert.True(expected.Name == "TrainingSucceeded", expected.Message.ToJsonString());
        var model = await ModelOf(cluster, quiet);

        var kills = new List<Kill>();
        var (lost, others) = (0, 0);
        for (var run = 1; run <= chaos.Runs; run++)
        {
            var disturbed = Guid.NewGuid();
            await client.Ask(disturbed, Request);
            kills.Add(await KillAndFollow(chaos, listener, trainers, disturbed, Logs));
            chaos.Say($"{run,4}  {kills[^1]}");
            var ending = await client.Ended(disturbed, Requests.Timeout, Logs);
            if (ending.Name != "TrainingSucceeded")
                lost++;
            else if (!JsonNode.DeepEquals(expected.Message["metrics"], ending.Message["metrics"])
                || await ModelOf(cluster, disturbed) != model)
                others++;
        }

        var versions = await cluster["Registry"].Http.GetFromJsonAsync<JsonObject>("/models/churn");
        return new Tally()
            .Zero("lost", lost)
            .Zero("twice", versions!["versions"]!.AsArray().Count - (chaos.Runs - lost + 1))
            .Zero("other-models", others)
            .Target(
                Words($"takeover-max {kills.Max(kill => kill.Takeover.TotalSeconds):F1} s ")
                + Words($"target {Target.TotalSeconds:F1} s"),
                kills.All(kill => kill.Takeover <= Target + kill.Late))
            .Target(
                Words($"redone-max {kills.Max(kill => kill.Redone / Interval):F2} intervals target 1"),
                kills.All(kill => kill.Redone <= Interval + kill.Late))
            .Fact(Words($"machine-late-max {kills.Max(kill => kill.Late.TotalSeconds):F1} s"));
    }

    private static async Task<Kill> KillAndFollow(
        ChaosRun chaos, ProgressListener listener, ServiceProcess[] trainers, Guid run, Func<string> logs)
    {
        await using var lateness = new Lateness();
        var moment = Interval * (2.5 + 2 * chaos.Random.NextDouble());
        var training = await listener.First(run, claim: 1, progress => progress.Elapsed >= moment, Requests.Timeout);
        Assert.True(training is not null, $"Nobody trained for {moment}.\n{logs()}");
        var victim = trainers.Single(trainer => trainer.Id == training.Process);

        var at = TimeProvider.System.GetTimestamp();
        victim.Kill();
        var next = await listener.First(run, claim: 2, _ => true, Requests.Timeout);
        var late = lateness.Total;
        Assert.True(next is not null, $"Nobody took over.\n{logs()}");
        victim.Start();
        await victim.Ready();

        var last = listener.Of(run, claim: 1)[^1];
        var end = last.Elapsed + TimeProvider.System.GetElapsedTime(last.HeardAt, Math.Max(at, last.HeardAt));
        return new Kill(
            TimeProvider.System.GetElapsedTime(at, next.HeardAt),
            last.Iteration,
            next.Iteration,
            end - When(listener.Of(run, claim: 1), next.Iteration),
            late);
    }

    /// <summary>When a training had done so many iterations, between what it told before and after.</summary>
    private static TimeSpan When(IReadOnlyList<Progress> told, int iteration)
    {
        var before = told.LastOrDefault(progress => progress.Iteration <= iteration);
        var after = told.FirstOrDefault(progress => progress.Iteration > iteration);
        var (from, done) = before is null ? (TimeSpan.Zero, 0) : (before.Elapsed, before.Iteration);
        return after is null
            ? from
            : from + (after.Elapsed - from) * ((iteration - done) / (double)(after.Iteration - done));
    }

    /// <summary>The digest of the model that a run trained: manifest, features and trees.</summary>
    private static async Task<string> ModelOf(ServiceCluster cluster, Guid run)
    {
        var view = await cluster["Pipeline"].Http.GetFromJsonAsync<JsonObject>($"/runs/{run}");
        var trained = view!["record"]!.AsArray().First(entry => (string)entry!["message"]! == "ModelTrained")!;
        return (string)trained["artifacts"]!["model"]!["sha256"]!;
    }

    private static string Words(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);

    /// <summary>What one kill led to.</summary>
    /// <param name="Takeover">From the kill to the first word of the other.</param>
    /// <param name="Last">The last iteration that the first told of.</param>
    /// <param name="Next">The first that the other told of.</param>
    /// <param name="Redone">How long the first had worked on what was done again.</param>
    /// <param name="Late">How late the machine was meanwhile.</param>
    private sealed record Kill(TimeSpan Takeover, int Last, int Next, TimeSpan Redone, TimeSpan Late)
    {
        public override string ToString() => Words(
            $"takeover {Takeover.TotalSeconds:F2} s  told {Last}, went on from {Next}  ")
            + Words($"redone {Redone / Interval:F2} intervals  machine late {Late.TotalSeconds:F2} s");
    }
}
