using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Trainyard.Contracts;
using Trainyard.Models.Provenance;
using Trainyard.Serving.DeployModels;
using Trainyard.Support;

namespace Trainyard.Serving.Tests;

/// <summary>
/// Serving with real stores, real keys and real artifacts, see <see cref="SmallModel"/>.
/// </summary>
internal sealed class ServingYard : IAsyncDisposable
{
    public TestYard Yard { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.Zero));

    public ServingSettings Settings { get; init; } = new();

    /// <summary>A process of Serving.</summary>
    public ServingProcess Start() => new(this);

    /// <summary>The command to deploy an artifact that is signed as Registry signs.</summary>
    public async Task<DeployModel> Command(
        int version = 1, string model = "flights", string alias = "staging", double wrongBy = 0, long? change = null)
    {
        var artifact = await SmallModel.Put(Yard.Artifacts, wrongBy);
        var run = Guid.NewGuid();
        return new DeployModel
        {
            DeploymentId = Guid.NewGuid(),
            Change = change ?? version,
            RunId = run,
            Model = model,
            Version = version,
            Alias = alias,
            Artifact = artifact,
            Statement = Sign(SmallModel.Facts(model, version, run, artifact.Sha256)),
        };
    }

    /// <summary>What Registry signs, with the key that it has then.</summary>
    public string Sign(VersionFacts facts)
    {
        using var key = SigningKey.OpenOrCreate(Yard.Keys.SigningKey, Yard.Trust.Path);
        return VersionStatement.Sign(facts, key);
    }

    public ValueTask DisposeAsync() => Yard.DisposeAsync();
}

/// <summary>One process of Serving: what it has loaded is its own, the stores are shared.</summary>
internal sealed class ServingProcess
{
    private readonly DeployModelJob _job;

    public ServingProcess(ServingYard yard, ServingSettings? settings = null)
    {
        var deployments = yard.Yard.Documents(Deployment.Collection);
        Statements = new(settings ?? yard.Settings, yard.Yard.Trust);
        var loader = new ModelLoader(yard.Yard.Artifacts, Statements);
        _job = new(loader, deployments, Models, yard.Time, NullLogger<DeployModelJob>.Instance);
        Loader = new(deployments, Models, loader, yard.Time, NullLogger<DeploymentLoader>.Instance);
    }

    public ServedModels Models { get; } = new();

    public StatementChecker Statements { get; }

    public DeploymentLoader Loader { get; }

    public async Task<ModelDeployed> Deploy(DeployModel command) =>
        (ModelDeployed)await _job.Run(command, new TestJob(), default);
}
