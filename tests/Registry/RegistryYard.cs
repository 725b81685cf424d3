using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using Trainyard.Api;
using Trainyard.Contracts;
using Trainyard.Models.Provenance;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.OwnModels;
using Trainyard.Registry.RegisterModels;
using Trainyard.Support;

namespace Trainyard.Registry.Tests;

/// <summary>A registry with real stores.</summary>
internal sealed class RegistryYard : IAsyncDisposable
{
    public TestYard Yard { get; } = new();

    public JumpingTime Time { get; } = new(new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.Zero));

    public VersionSigner Signer { get; }

    public RegistrySettings Settings { get; }

    public RegistryYard(RegistrySettings? settings = null) =>
        Signer = new VersionSigner(Settings = settings ?? new(), Yard.Keys, Yard.Trust);

    /// <summary>The job as a process of its own would run it.</summary>
    public RegisterModelJob Job() => new(
        Yard.Documents(ModelVersion.Collection), new ModelOpener(Yard.Artifacts), Signer, Trust, Ownership(),
        Aliases(), Yard.Documents(EndedRun.Collection), Time,
        NullLogger<RegisterModelJob>.Instance);

    public Aliases Aliases() => new(
        Yard.Documents(AliasMove.Collection), Yard.Documents(ModelAlias.Collection),
        Yard.Documents(EndedRun.Collection), Signer, Time, NullLogger<Aliases>.Instance);

    public Ownership Ownership() => new(
        Yard.Documents(OwnedModel.Collection), Yard.Documents(AliasMove.Collection), Signer, Yard.Trust, Settings,
        Time);

    public AliasMover Mover() => new(
        Yard.Documents(ModelVersion.Collection), Ownership(), Aliases(), Trust, new Texts(new TextSettings()), Time);

    public MoveAliasJob MoveJob() => new(Mover(), Aliases(), Sender(CapturedBus.To((_, _) => { })));

    public VersionTrust Trust => new(Yard.Trust);

    public MoveSender Sender(IBus bus) => new(
        Yard.Documents(AliasMove.Collection), Yard.Documents(ModelVersion.Collection), bus, Time,
        NullLogger<MoveSender>.Instance);

    /// <summary>Somebody moves an alias outside of any run.</summary>
    public async Task<AliasMove> Move(int version, string model = "churn", string alias = "staging")
    {
        var decision = await Mover().Decide(
            new MoveAlias
            {
                MoveId = Guid.NewGuid(), Model = model, Alias = alias, Version = version, RequestedBy = "ada",
                Reason = "It was better.",
            },
            default);
        return decision.Move ?? throw new InvalidOperationException(decision.Problem);
    }

    /// <summary>What Serving says of a deployment.</summary>
    public ModelServed Reply(AliasMove move, bool isSuperseded = false, AliasMove? answers = null) => new()
    {
        DeploymentId = move.DeploymentId,
        Change = move.Change,
        RunId = move.RunId,
        Work = new()
        {
            Service = "serving", Worker = "here/1", Attempt = 1, StartedAt = Time.GetUtcNow(), Elapsed = TimeSpan.Zero,
        },
        Model = move.Model,
        Version = move.Version,
        Alias = move.Alias,
        Endpoint = $"/models/{move.Model}/{move.Alias}/predict",
        ReplayedSamples = 1,
        AnswersWithChange = answers?.Change ?? (isSuperseded ? move.Change + 1 : move.Change),
        AnswersWithVersion = (answers ?? move).Version,
        IsSuperseded = isSuperseded,
    };

    public async Task<ModelAlias?> Alias(string id = "churn/staging") =>
        (await Yard.Documents(ModelAlias.Collection).Find(id))?.Document;

    public async Task<RegisterModel> Command(
        string model = "churn", Guid? run = null, string? deployTo = null,
        IReadOnlyDictionary<string, string>? madeFrom = null, string? owner = null, double auc = 0.84,
        double asks = 0.8)
    {
        var artifact = await SmallModel.Put(Yard.Artifacts, madeFrom: madeFrom);
        return new RegisterModel
        {
            RunId = run ?? Guid.NewGuid(),
            Model = model,
            Artifact = artifact,
            Definition = Reference('d'),
            Snapshot = Reference('5'),
            Features = Reference('f'),
            Report = Reference('e'),
            Metrics = new Dictionary<string, double> { ["auc"] = auc },
            Gate = [new() { Metric = "auc", Comparison = ">=", Threshold = asks, Observed = auc, IsMet = true }],
            Owner = owner,
            RequestedBy = "ada",
            RequestedAt = Time.GetUtcNow().AddMinutes(-3),
            Trigger = new() { Kind = TriggerKind.Schedule, Name = "nightly" },
            DeployTo = deployTo,
        };
    }

    /// <summary>Why a model is not registered.</summary>
    public async Task<string> Refuse(RegisterModel command) =>
        Assert.Single(((ModelRefused)await Job().Run(command, new TestJob(), default)).Findings).Message;

    public async Task<ModelRegistered> Register(RegisterModel command) =>
        (ModelRegistered)await Job().Run(command, new TestJob(), default);

    /// <summary>What was signed about a version, as whoever has the trust folder reads it.</summary>
    public VersionFacts Open(string? statement)
    {
        using var keys = TrustedKeys.Of(Yard.Trust.Path);
        return VersionStatement.Open(statement!, keys);
    }

    public ValueTask DisposeAsync() => Yard.DisposeAsync();

    private static ArtifactReference Reference(char digit) => new()
    {
        Sha256 = new string(digit, 64),
        Size = 1,
        MediaType = "application/json",
        Schema = "test/1",
    };
}
