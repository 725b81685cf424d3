using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Trainyard.Contracts;
using Trainyard.Hosting;
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
        return Moved(new DeployModel
        {
            DeploymentId = Guid.NewGuid(),
            Change = change ?? version,
            RunId = run,
            Model = model,
            Version = version,
            Alias = alias,
            Artifact = artifact,
            Statement = Sign(SmallModel.Facts(model, version, run, artifact.Sha256)),
            MoveStatement = "",
        });
    }

    /// <summary>A command with a move that is signed as Registry signs.</summary>
    public DeployModel Moved(DeployModel command)
    {
        using var key = SigningKey.OpenOrCreate(Yard.Keys.SigningKey, Yard.Trust.Path);
        return command with { MoveStatement = MoveStatement.Sign(SmallModel.Move(command), key) };
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
    private readonly ConcurrentQueue<DeploymentRefused> _said = [];

    public ServingProcess(ServingYard yard, ServingSettings? settings = null)
    {
        var deployments = yard.Yard.Documents(Deployment.Collection);
        Statements = new(settings ?? yard.Settings, yard.Yard.Trust);
        var loader = new ModelLoader(yard.Yard.Artifacts, Statements);
        var bus = CapturedBus.To((message, _) => _said.Enqueue((DeploymentRefused)message));
        var refusals = new Refusals(bus, new(YardUse.Work), yard.Time, NullLogger<Refusals>.Instance);
        _job = new(
            loader, Statements, refusals, deployments, Models, yard.Time, NullLogger<DeployModelJob>.Instance);
        Loader = new(deployments, Models, loader, refusals, yard.Time, NullLogger<DeploymentLoader>.Instance);
    }

    public ServedModels Models { get; } = new();

    public StatementChecker Statements { get; }

    public DeploymentLoader Loader { get; }

    /// <summary>What it said that it refuses.</summary>
    public IReadOnlyCollection<DeploymentRefused> Said => _said;

    public async Task<ModelServed> Deploy(DeployModel command) =>
        (ModelServed)await _job.Run(command, new TestJob(), default);

    /// <summary>What is left of a deployment whose attempts were all lost.</summary>
    public async Task<ModelServed?> Effect(DeployModel command) =>
        (ModelServed?)await _job.Effect(command, new TestJob(), default);
}
