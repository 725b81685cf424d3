using System.Text.Json.Nodes;

namespace Trainyard.Cluster.Tests.Chaos;

/// <summary>Whole runs that take a fraction of a second: the penguins sample, each with a seed of its own.</summary>
internal static class SmallRuns
{
    private const int Models = 4;

    /// <summary>Every seventh run is rejected by its gate, so that both ways of the sequence are taken.</summary>
    private const int Rejected = 7;

    /// <summary>The names of the models that small runs register.</summary>
    public static IEnumerable<string> ModelNames => Enumerable.Range(0, Models).Select(ModelOf);

    /// <summary>Whether a run succeeds, when nothing keeps it from it.</summary>
    public static bool Succeeds(int number) => number % Rejected != Rejected - 1;

    /// <summary>The request of a run.</summary>
    /// <param name="number">Its number, from 0.</param>
    /// <param name="alerts">Where an alert about its ending goes; nowhere when null.</param>
    public static JsonObject Request(int number, Uri? alerts = null)
    {
        var sample = Repository.Sample("penguins");
        var pipeline = File.ReadAllText(Path.Combine(sample, "pipeline.yaml"));
        if (alerts is not null)
            pipeline += $"\nalerts:\n  - {{ on: [succeeded, rejected, faulted], webhook: \"{alerts}\" }}\n";
        return new JsonObject
        {
            ["pipeline"] = pipeline,
            ["sourceFolder"] = sample,
            ["requestedBy"] = "chaos",
            ["overrides"] = new JsonObject
            {
                ["pipeline"] = ModelOf(number),
                ["train.iterations"] = "5",
                ["train.seed"] = $"{number + 1}",
                ["gate.accuracy"] = ">= 0.5",
                ["gate.macro_accuracy"] = ">= 0.5",
                ["gate.log_loss"] = Succeeds(number) ? "<= 2" : "<= 0.001",
            },
        };
    }

    private static string ModelOf(int number) => $"small-{number % Models}";
}
