using System.Text;
using System.Text.Json;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Metrics;
using Trainyard.Models;
using Trainyard.Models.Artifact;
using Trainyard.Models.Linear;
using Trainyard.Models.Provenance;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Kinds;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Support;

/// <summary>A real model artifact of some kB: a flight is late when it is long, or from JFK.</summary>
public static class SmallModel
{
    public const int Seed = 1;

    private const string Features = """
        {
          "schema": "features/1",
          "inputs": [
            {
              "name": "distance", "type": "number", "nullable": true,
              "rules": [{ "max": 50000, "warns": true }, { "max": 1e12 }]
            },
            { "name": "origin", "type": "category", "nullable": false }
          ],
          "target": { "name": "late", "task": "binary", "classes": ["false", "true"] },
          "features": [
            {
              "name": "distance", "kind": "numeric", "from": ["distance"],
              "steps": [{ "step": "impute", "value": 500 }]
            },
            {
              "name": "origin", "kind": "category", "cardinality": 2, "from": ["origin"],
              "steps": [{ "step": "code", "words": ["ORD", "JFK"] }]
            }
          ]
        }
        """;

    /// <summary>What a row of the given kind gets: the logistic function of the weighted sum.</summary>
    public static double Probability(double distance, bool isJfk) =>
        1 / (1 + Math.Exp(-((0.001 * distance) + (isJfk ? 1.5 : -0.5) - 1)));

    /// <summary>Stores one.</summary>
    /// <param name="artifacts">Where.</param>
    /// <param name="wrongBy">How far the second of its samples is from what it answers.</param>
    /// <param name="madeFrom">What it says that it was made from.</param>
    public static async Task<ArtifactReference> Put(
        IArtifactStore artifacts, double wrongBy = 0, IReadOnlyDictionary<string, string>? madeFrom = null)
    {
        var model = new LinearModel
        {
            Link = "logistic",
            Bias = [-1],
            Inputs = [new(0, [[0.001]]), new(0, [[-0.5], [1.5]], IsCategory: true)],
        };
        var samples = new ModelSamples
        {
            Samples =
            [
                new(Row("""{"distance": 740, "origin": "ORD"}"""), [Probability(740, isJfk: false)]),
                new(Row("""{"distance": null, "origin": "JFK"}"""), [Probability(500, isJfk: true) + wrongBy]),
            ],
        };
        var manifest = new ModelManifest
        {
            Kind = ModelKinds.Linear,
            Task = LearningTask.Binary,
            Target = "late",
            Classes = ["false", "true"],
            Trainer = new LbfgsTrainer(),
            Seed = Seed,
            IsReproducible = true,
            Libraries = new Dictionary<string, string>(),
            Figures = new Dictionary<string, double>(),
            Inputs = [new("distance", ColumnType.Number), new("origin", ColumnType.Category)],
            Features = ["distance", "origin"],
            MadeFrom = madeFrom ?? new Dictionary<string, string>(),
        };
        await using var pending = artifacts.Create(ModelArtifact.MediaType, ModelManifest.CurrentSchema);
        ModelArtifact.Write(pending.Path, manifest, Encoding.UTF8.GetBytes(Features), model.Write(), samples);
        return await pending.Commit();
    }

    /// <summary>What there is to state about a version of it.</summary>
    public static VersionFacts Facts(string model, int version, Guid runId, string artifact) => new()
    {
        Model = model,
        Version = version,
        RunId = runId,
        Artifact = artifact,
        Definition = new('d', 64),
        Snapshot = new('5', 64),
        Features = new('f', 64),
        Report = new('e', 64),
        Metrics = new Dictionary<string, double> { ["auc"] = 0.84 },
        Gate = [new("auc", ">=", 0.8, IsMet: true, 0.84)],
        Seed = Seed,
        CodeVersion = "0.1.0+test",
        RequestedAt = new DateTimeOffset(2024, 5, 5, 23, 58, 0, TimeSpan.Zero),
        RegisteredAt = new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.Zero),
    };

    /// <summary>What there is to state about the move that a command deploys.</summary>
    public static MoveFacts Move(DeployModel command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return new()
        {
            Model = command.Model,
            Alias = command.Alias,
            Change = command.Change,
            Version = command.Version,
            Artifact = command.Artifact.Sha256,
            DeploymentId = command.DeploymentId,
            RunId = command.RunId,
            Previous = command.Change == 1 ? null : new('0', 64),
            RequestedBy = "ada",
            Reason = "to see",
            DecidedAt = new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.Zero),
        };
    }

    private static JsonElement Row(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
