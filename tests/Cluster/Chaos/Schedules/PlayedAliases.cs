using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Trainyard.Api;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.Stores;
using Trainyard.Registry;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.OwnModels;
using Trainyard.Registry.RegisterModels;
using Trainyard.Serving;
using Trainyard.Serving.DeployModels;
using Trainyard.Support;
using JobContext = Trainyard.Jobs.JobContext;

namespace Trainyard.Cluster.Tests.Chaos.Schedules;

/// <summary>Registry and Serving as they are: versions, moves of an alias, and what answers under it.</summary>
internal sealed class PlayedAliases : IAsyncDisposable
{
    private readonly MemoryDocuments<ModelVersion> _versions;
    private readonly MemoryDocuments<AliasMove> _moves;
    private readonly MemoryDocuments<ModelAlias> _aliases;
    private readonly MemoryDocuments<EndedRun> _ended;
    private readonly MemoryDocuments<OwnedModel> _owned;
    private readonly MemoryDocuments<Deployment> _deployments;
    private readonly MoveSender _sender;
    private readonly ServiceProvider _provider;
    private readonly VersionSigner _signer;

    public PlayedAliases(
        Network network, IBus bus, TimeProvider time, IArtifactStore artifacts, PlayedStore store,
        IOptions<DataSettings> data)
    {
        (_versions, _moves) = (new(ModelVersion.Collection, store), new(AliasMove.Collection, store));
        (_aliases, _owned) = (new(ModelAlias.Collection, store), new(OwnedModel.Collection, store));
        (_deployments, _ended) = (new(Deployment.Collection, store), new(EndedRun.Collection, store));
        var keys = Options.Create(new KeySettings());
        var trust = new TrustFolder(keys, data);
        _signer = new(new RegistrySettings(), new KeyFolder(keys, data), trust);
        var aliases = new Aliases(_moves, _aliases, _ended, _signer, time, NullLogger<Aliases>.Instance);
        var ownership = new Ownership(_owned, _moves, _signer, trust, new(), time);
        var checker = new StatementChecker(new ServingSettings(), trust);
        _sender = new(_moves, _versions, bus, time, NullLogger<MoveSender>.Instance);
        Register = new(
            _versions, new ModelOpener(artifacts), _signer, new VersionTrust(trust), ownership, aliases, _ended, time,
            NullLogger<RegisterModelJob>.Instance);
        Move = new(
            new AliasMover(
                _versions, ownership, aliases, new VersionTrust(trust), new Texts(new TextSettings()), time),
            aliases, _sender);
        Deploy = new(
            new ModelLoader(artifacts, checker), checker,
            new Refusals(bus, new ProcessUse(YardUse.Work), time, NullLogger<Refusals>.Instance),
            _deployments, new ServedModels(), time, NullLogger<DeployModelJob>.Instance);
        _provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton(network)
            .AddSingleton(aliases)
            .AddMediator(mediator =>
            {
                mediator.AddConsumer<DeploymentConsumer>();
                mediator.AddConsumer<Onward>();
            })
            .BuildServiceProvider();
        var hears = new HashSet<Type>
        {
            typeof(ModelServed), typeof(StepFaulted), typeof(JobFaulted), typeof(TrainingFailed),
            typeof(TrainingCancelled),
        };
        network.Queues.Add(new("follow-deployments", hears, (message, id) =>
            _provider.GetRequiredService<IMediator>()
                .Publish(message, message.GetType(), publish => publish.MessageId = id)));
    }

    public RegisterModelJob Register { get; }

    public MoveAliasJob Move { get; }

    public DeployModelJob Deploy { get; }

    public int VersionsOf(Guid runId) => _versions.All.Count(version => version.RunId == runId);

    /// <summary>A version of an earlier run, which an alias can go back to.</summary>
    public async Task RegisterEarlier(ArtifactReference definition, ArtifactReference model)
    {
        var earlier = new RegisterModel
        {
            RunId = Guid.NewGuid(), Model = "churn", Artifact = model, Definition = definition,
            Snapshot = Scripts.Blob("snapshot"), Features = Scripts.Blob("features"),
            Report = Scripts.Blob("validation"), Metrics = new Dictionary<string, double> { ["auc"] = 0.83 }, Gate = [],
            Owner = "customer-care", RequestedBy = "ada", DeployTo = null,
        };
        _ = await Register.Run(earlier, new Job(), CancellationToken.None);
    }

    /// <summary>What Registry does by itself: it sends moves again that Serving has not replied to.</summary>
    public Task Sweep() => _sender.Look(CancellationToken.None);

    /// <summary>Moves that still wait for what becomes of them.</summary>
    public IEnumerable<string> Open() => _moves.All
        .Where(move => move.State == MoveState.Decided || move.DueAt is not null)
        .Select(move => $"change {move.Change} is {move.State}, and nothing becomes of it");

    /// <summary>Where the moves, the alias and what answers under it say different things.</summary>
    public IEnumerable<string> Disagreements()
    {
        var (alias, served) = (_aliases.All.SingleOrDefault(), _deployments.All.SingleOrDefault());
        if ((alias?.Change, alias?.Version) != (served?.Change, served?.Version))
        {
            yield return $"the alias points to change {alias?.Change}, version {alias?.Version}; Serving answers with "
                + $"change {served?.Change}, version {served?.Version}";
        }

        var last = _moves.All.Where(move => move.State == MoveState.Served).MaxBy(move => move.Change);
        if ((last?.Change, last?.Version) != (alias?.Change, alias?.Version))
            yield return $"change {last?.Change} was served last; the alias points to change {alias?.Change}";
    }

    public void Clear()
    {
        _versions.Clear();
        _moves.Clear();
        _aliases.Clear();
        _ended.Clear();
        _owned.Clear();
        _deployments.Clear();
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    /// <summary>Gives what Registry says back to the network.</summary>
    private sealed class Onward(Network network) : IConsumer<ModelDeployed>
    {
        public Task Consume(ConsumeContext<ModelDeployed> context)
        {
            network.Publish(context.Message, context.MessageId!.Value);
            return Task.CompletedTask;
        }
    }

    private sealed class Job : JobContext
    {
        public override int Attempt => 1;

        public override WorkDone Work => Scripts.Work();

        public override void Report(IMessage progress) => throw new NotSupportedException();
    }
}
