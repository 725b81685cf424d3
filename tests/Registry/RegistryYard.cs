using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.RegisterModels;
using Trainyard.Support;

namespace Trainyard.Registry.Tests;

/// <summary>A registry with real stores.</summary>
internal sealed class RegistryYard : IAsyncDisposable
{
    public TestYard Yard { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.Zero));

    public VersionSigner Signer { get; }

    public RegistryYard() => Signer = new VersionSigner(new RegistrySettings(), Yard.Keys, Yard.Trust);

    /// <summary>The job as a process of its own would run it.</summary>
    public RegisterModelJob Job() => new(
        Yard.Documents(ModelVersion.Collection), Yard.Artifacts, Signer, Time, NullLogger<RegisterModelJob>.Instance);

    public Aliases Aliases() => new(Yard.Documents(ModelAlias.Collection), NullLogger<Aliases>.Instance);

    public async Task<RegisterModel> Command(string model = "churn", Guid? run = null, string content = "a model")
    {
        var artifact = await Yard.Artifacts.Put(
            System.Text.Encoding.UTF8.GetBytes(content), "application/zip", "model/1");
        return new RegisterModel
        {
            RunId = run ?? Guid.NewGuid(),
            Model = model,
            Artifact = artifact,
            Definition = Reference('d'),
            Snapshot = Reference('5'),
            Features = Reference('f'),
            Report = Reference('e'),
            Metrics = new Dictionary<string, double> { ["auc"] = 0.84 },
            Gate = [new() { Metric = "auc", Comparison = ">=", Threshold = 0.8, Observed = 0.84, IsMet = true }],
            RequestedBy = "ada",
        };
    }

    public async Task<ModelRegistered> Register(RegisterModel command) =>
        (ModelRegistered)await Job().Run(command, new TestJob(), default);

    public async ValueTask DisposeAsync()
    {
        Signer.Dispose();
        await Yard.DisposeAsync();
    }

    private static ArtifactReference Reference(char digit) => new()
    {
        Sha256 = new string(digit, 64),
        Size = 1,
        MediaType = "application/json",
        Schema = "test/1",
    };
}
