using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Metrics;
using Trainyard.Models;
using Trainyard.Models.Linear;
using Trainyard.Pipelines;
using Trainyard.Serving.DeployModels;
using Trainyard.Support;

namespace Trainyard.Serving.Tests;

/// <summary>
/// Serving with real stores, real keys and real artifacts: a flight is late when it is long, or from JFK.
/// </summary>
internal sealed class ServingYard : IAsyncDisposable
{
    private const string Features = """
        {
          "schema": "features/1",
          "inputs": [
            { "name": "distance", "type": "number", "nullable": true },
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

    public TestYard Yard { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.Zero));

    public ServingSettings Settings { get; init; } = new();

    /// <summary>What a row of the given kind gets: the logistic function of the weighted sum.</summary>
    public static double Probability(double distance, bool isJfk) =>
        1 / (1 + Math.Exp(-((0.001 * distance) + (isJfk ? 1.5 : -0.5) - 1)));

    /// <summary>A process of Serving.</summary>
    public ServingProcess Start() => new(this);

    /// <summary>The command to deploy an artifact that is signed as Registry signs.</summary>
    public async Task<DeployModel> Command(
        int version = 1, string model = "flights", string alias = "staging", double wrongBy = 0, long? change = null)
    {
        var artifact = await Artifact(wrongBy);
        using var key = ModelSignature.OpenOrCreateKey(Yard.Keys.SigningKey);
        return new DeployModel
        {
            DeploymentId = Guid.NewGuid(),
            Change = change ?? version,
            RunId = Guid.NewGuid(),
            Model = model,
            Version = version,
            Alias = alias,
            Artifact = artifact,
            Signature = ModelSignature.Sign(key, artifact.Sha256),
        };
    }

    public ValueTask DisposeAsync() => Yard.DisposeAsync();

    private async Task<ArtifactReference> Artifact(double wrongBy)
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
            Seed = 1,
            IsReproducible = true,
            Libraries = new Dictionary<string, string>(),
            Figures = new Dictionary<string, double>(),
            Inputs = [new("distance", ColumnType.Number), new("origin", ColumnType.Category)],
            Features = ["distance", "origin"],
            MadeFrom = new Dictionary<string, string>(),
        };
        await using var pending = Yard.Artifacts.Create(ModelArtifact.MediaType, ModelManifest.CurrentSchema);
        ModelArtifact.Write(pending.Path, manifest, Encoding.UTF8.GetBytes(Features), model.Write(), samples);
        return await pending.Commit();
    }

    private static JsonElement Row(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}

/// <summary>One process of Serving: what it has loaded is its own, the stores are shared.</summary>
internal sealed class ServingProcess
{
    private readonly DeployModelJob _job;

    public ServingProcess(ServingYard yard)
    {
        var deployments = yard.Yard.Documents(Deployment.Collection);
        var loader = new ModelLoader(yard.Yard.Artifacts, yard.Settings, yard.Yard.Keys);
        _job = new(loader, deployments, Models, yard.Time, NullLogger<DeployModelJob>.Instance);
        Loader = new(deployments, Models, loader, yard.Time, NullLogger<DeploymentLoader>.Instance);
    }

    public ServedModels Models { get; } = new();

    public DeploymentLoader Loader { get; }

    public async Task<ModelDeployed> Deploy(DeployModel command) =>
        (ModelDeployed)await _job.Run(command, new TestJob(), default);
}
