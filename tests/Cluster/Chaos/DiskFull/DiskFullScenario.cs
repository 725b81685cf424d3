using System.Text.Json.Nodes;
using Trainyard.Support;

namespace Trainyard.Cluster.Tests.Chaos.DiskFull;

/// <summary>
/// The disk of the artifacts has room for a part of what a run writes, drawn anew for each run: it fills up at another
/// byte of another artifact. A run that finds no room ends as faulted and says so; the next run, with room, works.
/// </summary>
internal static class DiskFullScenario
{
    private const int Megabytes = 96;
    private const string Reason = "The disk of the worker is full.";

    /// <summary>Runs on a full disk between two with room.</summary>
    private const int BetweenGood = 5;

    /// <summary>What the definition needs, which is stored when the run begins: a block of the disk.</summary>
    private const int Least = 4096;

    public static Scenario Scenario { get; } = new(
        "disk-full", "the disk of the artifacts fills up while a run writes; it ends with that as its reason", 200,
        Play);

    private static async Task<Tally> Play(ChaosRun run)
    {
        using var disk = SmallDisk.TryMount(Megabytes, out var refusal);
        Assert.SkipWhen(disk is null, $"A small disk can't be mounted here ({refusal}); root can.");
        await using var cluster = await ServiceCluster.Start(
            run.Broker, Documents.InSqlite,
            ("Artifacts:Folder", disk!.Path), ("Jobs:Attempts", "2"), ("Jobs:RetryAfter", "00:00:00.050"));
        await using var client = await PlainClient.Connect(cluster.Bus);
        var artifacts = new ArtifactFiles(disk.Path);

        var first = await Ask(cluster, client, 0);
        Assert.True(first.Name == "TrainingSucceeded", first.Message.ToJsonString());
        // Small artifacts and large ones are hit alike, and most runs find too little room for one of them.
        var sizes = artifacts.Sizes().Where(size => size > Least).ToList();
        var (full, fits, silent, nextFailed, left, steps) = (0, 0, 0, 0, 0, new SortedDictionary<string, int>());
        for (var number = 1; number <= run.Runs; number++)
        {
            disk.Fill(Least + run.Random.Next((int)sizes[run.Random.Next(sizes.Count)]));
            var ending = await Ask(cluster, client, number);
            var words = (string?)ending.Message["message"] ?? "";
            if (ending.Name == "TrainingSucceeded")
                fits++;
            else if ((string)ending.Message["outcome"]! == "Faulted"
                && words.Contains(Reason, StringComparison.Ordinal))
                full++;
            else
            {
                silent++;
                run.Say($"run {number}: {ending.Message.ToJsonString()}");
            }

            var step = ending.Name == "TrainingSucceeded" ? "none" : (string)ending.Message["step"]!;
            steps[step] = steps.GetValueOrDefault(step) + 1;
            left += artifacts.Pending();
            artifacts.Look();
            disk.Clear();
            if (number % BetweenGood != 0 && number != run.Runs)
                continue;
            var next = await Ask(cluster, client, run.Runs + number);
            if (next.Name == "TrainingSucceeded")
                continue;
            nextFailed++;
            run.Say($"after run {number}: {next.Message.ToJsonString()}");
        }

        run.Say($"{"step",-10} runs that ended there");
        foreach (var (step, count) in steps)
            run.Say($"{step,-10} {count}");
        artifacts.Look();
        var doctor = await cluster.Examine();
        if (doctor.ExitCode != 0)
            run.Say(doctor.Output + doctor.Error);
        return new Tally()
            .Zero("torn", artifacts.Torn).Zero("without-reason", silent).Zero("next-failed", nextFailed)
            .Zero("left-behind", left).Count("full", full).Count("had-room", fits)
            .Fact($"doctor {(doctor.ExitCode == 0 ? "clean" : "not clean")}", doctor.ExitCode == 0 && full > 0);
    }

    /// <summary>A run of its own data split and model, so that nothing is there already.</summary>
    private static async Task<Ending> Ask(ServiceCluster cluster, PlainClient client, int seed)
    {
        var id = Guid.NewGuid();
        var folder = Repository.Sample("penguins");
        await client.Ask(id, new JsonObject
        {
            ["pipeline"] = File.ReadAllText(Path.Combine(folder, "pipeline.yaml")),
            ["sourceFolder"] = folder,
            ["overrides"] = new JsonObject
            {
                ["train.seed"] = $"{seed + 1}", ["gate.accuracy"] = ">= 0.1", ["gate.macro_accuracy"] = ">= 0.1",
            },
        });
        return await client.Ended(id, Requests.Timeout, cluster.Logs);
    }
}
