using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.Stores;
using Trainyard.Jobs;
using Trainyard.Jobs.Store;
using Trainyard.Monitoring.AnnounceOutcomes;
using Trainyard.Sagas;
using Trainyard.Pipelines;
using Trainyard.Registry;
using Trainyard.Registry.MoveAliases;
using Trainyard.Registry.OwnModels;
using Trainyard.Registry.RegisterModels;
using Trainyard.Support;
using JobContext = Trainyard.Jobs.JobContext;

namespace Trainyard.Cluster.Tests.Chaos.Schedules;

/// <summary>
/// The saga, the jobs, the registry and the alerts as they are, over documents in memory and a network that delivers
/// what the schedule says. Machine learning alone is played.
/// </summary>
internal sealed class PlayedYard : IAsyncDisposable
{
    private const int TooLong = 20_000;
    private static readonly TimeSpan Move = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trainyard-schedules-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
    private readonly MemoryDocuments<ModelVersion> _versions = new(ModelVersion.Collection);
    private readonly MemoryDocuments<WatchedVersion> _watched = new(WatchedVersion.Collection);
    private readonly MemoryDocuments<AliasMove> _moves = new(AliasMove.Collection);
    private readonly MemoryDocuments<ModelAlias> _aliases = new(ModelAlias.Collection);
    private readonly Network _network = new();
    private readonly FolderArtifactStore _artifacts;
    private readonly VersionSigner _signer;
    private readonly List<IPlayedWorker> _workers = [];
    private readonly PlayedPipeline _pipeline;
    private readonly PlayedAlerting _alerting;
    private ArtifactReference _definition = null!;
    private ArtifactReference _model = null!;
    private Story _story;
    private int _forgotten;

    private PlayedYard()
    {
        var data = Options.Create(new DataSettings { Folder = _folder.FullName });
        _artifacts = new(new ArtifactSettings { Folder = Path.Combine(_folder.FullName, "artifacts") });
        var keys = Options.Create(new KeySettings());
        var trust = new TrustFolder(keys, data);
        _signer = new(new RegistrySettings(), new KeyFolder(keys, data), trust);
        var bus = CapturedBus.To(_network.Publish);
        _pipeline = new(_network, bus, _time);
        var aliases = new Aliases(_moves, _aliases, _signer, NullLogger<Aliases>.Instance);
        _alerting = new(_network, _time, _artifacts);
        var ownership = new Ownership(new MemoryDocuments<OwnedModel>(OwnedModel.Collection), _moves, new(), _time);
        var register = new RegisterModelJob(
            _versions, new ModelOpener(_artifacts), _signer, new VersionTrust(trust), ownership, aliases, _time,
            NullLogger<RegisterModelJob>.Instance);
        var announce = new AnnounceSuccessJob(_watched, _time);
        Works<FetchData>(Step.Fetch);
        Works<CheckData>(Step.Check);
        Works<PrepareData>(Step.Prepare);
        Works<TrainModel>(Step.Train);
        Works<ValidateModel>(Step.Validate);
        Works<RegisterModel>(Step.Register, (command, job) => register.Run(command, job, CancellationToken.None));
        Works<DeployModel>(Step.Deploy);
        Works<AnnounceSuccess>(Step.Announce, (command, job) => announce.Run(command, job, CancellationToken.None));

        void Works<TCommand>(Step step, Func<TCommand, JobContext, Task<IMessage>>? work = null)
            where TCommand : class, IRunCommand =>
            _workers.Add(new PlayedWorker<TCommand>(
                _network, bus, _time, Kind<TCommand>(step),
                work ?? ((command, job) => Task.FromResult<IMessage>(Reply(command, job.Attempt)))));
    }

    private static JobKind<TCommand> Kind<TCommand>(Step step)
        where TCommand : class, IRunCommand =>
        new(command => command.RunId.ToString(), new Performer("played", null))
        {
            Step = step, Run = command => command.RunId,
        };

    /// <summary>What happened in the latest schedule, move by move.</summary>
    public IReadOnlyList<string> Trace => _network.Trace;

    public static async Task<PlayedYard> Create()
    {
        var yard = new PlayedYard();
        var pipeline = PipelineFile.Read("""
            pipeline: churn
            source: { csv: churn.csv }
            target: { column: churn, positive: "Yes", task: binary }
            train: lightgbm
            alerts:
              - { on: [succeeded, rejected, faulted, cancelled], webhook: "http://127.0.0.1/" }
            """).Definition!;
        yard._definition = await yard._artifacts.Put(
            PipelineJson.Write(pipeline), PipelineJson.MediaType, PipelineJson.Schema);
        yard._model = await SmallModel.Put(yard._artifacts);
        return yard;
    }

    /// <summary>Plays a run to the end: until nothing is under way, and nothing would come of waiting longer.</summary>
    public async Task<Ended> Play(Schedule schedule)
    {
        Clear();
        _story = schedule.Story;
        _network.Copies = schedule.Copies;
        var runId = Guid.NewGuid();
        var threshold = schedule.Story == Story.ModelRejected ? 0.9 : 0.8;
        _network.Publish(Scripts.Start(runId, threshold: threshold) with { Definition = _definition }, runId);
        var move = 0;
        do
        {
            for (; _network.Count > 0 || move == schedule.CancelAt; move++)
            {
                if (move > TooLong)
                    throw new InvalidOperationException($"After {move} moves there is no end.");
                if (move == schedule.CancelAt)
                    _network.Publish(new CancelRun { RunId = runId, RequestedBy = "grace" }, Guid.NewGuid());
                await Happen(schedule.Choices.ElementAtOrDefault(move));
                _time.Advance(Move);
            }

            await SweepReplies();
            await SweepSaga();
        }
        while (_network.Count > 0);

        return End();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers) await worker.DisposeAsync();
        await _pipeline.DisposeAsync();
        await _alerting.DisposeAsync();
        _artifacts.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Nothing may be left: no message to send, no work to do, no reply to publish.</summary>
    public IEnumerable<string> Left() =>
    [
        .. _pipeline.Run?.Journal.Unsent.Select(entry => $"{entry.Message} is unsent") ?? [],
        .. _workers.SelectMany(worker => worker.Jobs).Where(job => job.DueAt is not null)
            .Select(job => $"{job.Id} is {job.State}, due at {job.DueAt}"),
    ];

    /// <summary>Copies that come in send none out: a reply is published once, and what the run says once more for
    /// each time that its service forgot what was sent.</summary>
    public IEnumerable<string> PublishedAgain()
    {
        var said = _pipeline.Record.Where(entry => entry.Direction == JournalDirection.Sent)
            .Select(entry => entry.MessageId).ToHashSet();
        return _network.Published
            .Where(message => message.Value > 1 + (said.Contains(message.Key.Id) ? _forgotten : 0))
            .Select(message => $"{message.Key.Type} was published {message.Value} times");
    }

    /// <summary>Commands that the run gave after it had said how it ended.</summary>
    public IEnumerable<string> CommandsAfterTheEnd() => _pipeline.Record
        .SkipWhile(entry => entry.Direction != JournalDirection.Sent || !IsEnding(entry.Message))
        .Where(entry => entry.Direction == JournalDirection.Sent)
        .Skip(1)
        .Select(entry => $"{entry.Message} after the end");

    private static bool IsEnding(string message) =>
        message is nameof(TrainingSucceeded) or nameof(TrainingFailed) or nameof(TrainingCancelled);

    private Task Happen(int choice) => choice switch
    {
        Schedule.SagaSweep => SweepSaga(),
        Schedule.ReplySweep => SweepReplies(),
        _ => _network.Count == 0 ? Task.CompletedTask : _network.Happen(choice),
    };

    private async Task SweepSaga()
    {
        _forgotten++;
        _network.Trace.Add("the Pipeline service is back");
        _time.Advance(AWhile);
        await _pipeline.Sweep();
    }

    private async Task SweepReplies()
    {
        _network.Trace.Add("the workers look for replies");
        _time.Advance(AWhile);
        foreach (var worker in _workers) await worker.Sweep();
    }

    private Ended End()
    {
        var run = _pipeline.Run ?? throw new InvalidOperationException("The run never began.");
        return new Ended(
            run.State,
            Ended.RecordOf(_pipeline.Record),
            [.. _network.Published.Keys.Select(message => message.Type).Where(IsEnding)],
            _versions.All.Count(),
            _alerting.Alerts);
    }

    private IRunMessage Reply(IRunCommand command, int attempt) => (command, _story) switch
    {
        (CheckData, Story.DataRejected) => new DataRejected
        {
            RunId = command.RunId, Work = Scripts.Work(), Step = Step.Check,
            Findings = [new Finding { Rule = "range", Column = "tenure", Message = "tenure is below 0 in 3 rows." }],
        },
        (TrainModel, Story.Faults) => throw new IOException("The disk is gone."),
        (PrepareData, Story.BreaksOnce) when attempt == 1 => throw new IOException("The disk was gone."),
        (TrainModel, _) => (ModelTrained)Scripts.Reply(command) with { Model = _model },
        _ => Scripts.Reply(command),
    };

    private void Clear()
    {
        _forgotten = 0;
        _network.Clear();
        _pipeline.Clear();
        _alerting.Clear();
        _versions.Clear();
        _moves.Clear();
        _aliases.Clear();
        _watched.Clear();
        foreach (var worker in _workers) worker.Clear();
    }
}
