using MassTransit;
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
using Trainyard.Pipeline.RunTraining;
using Trainyard.Support;
using JobContext = Trainyard.Jobs.JobContext;

namespace Trainyard.Cluster.Tests.Chaos.Schedules;

/// <summary>
/// The saga, the jobs, the registry and the alerts as they are, over documents in memory and a network that delivers
/// what the schedule says. Machine learning alone is played.
/// </summary>
internal sealed partial class PlayedYard : IAsyncDisposable
{
    private const int TooLong = 20_000;
    private const int MostWaits = 60;
    private static readonly TimeSpan Move = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trainyard-schedules-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
    private readonly PlayedStore _store = new();
    private readonly MemoryDocuments<WatchedVersion> _watched;
    private readonly Network _network = new();
    private readonly FolderArtifactStore _artifacts;
    private readonly List<IPlayedWorker> _workers = [];
    private readonly PlayedPipeline _pipeline;
    private readonly PlayedAliases _aliases;
    private readonly PlayedAlerting _alerting;
    private ArtifactReference _definition = null!;
    private ArtifactReference _model = null!;
    private Story _story;
    private Guid _runId;
    private Guid? _firstMove;
    private IReadOnlyList<string> _afterwards = [];
    private int _forgotten;
    private int _resumed;

    private PlayedYard()
    {
        var data = Options.Create(new DataSettings { Folder = _folder.FullName });
        _artifacts = new(new ArtifactSettings { Folder = Path.Combine(_folder.FullName, "artifacts") });
        var bus = CapturedBus.To(Publish);
        _pipeline = new(_network, bus, _time, _artifacts, _store);
        _alerting = new(_network, _time, _artifacts, _store);
        _aliases = new(_network, bus, _time, _artifacts, _store, data);
        _watched = new(WatchedVersion.Collection, _store);
        Plays<FetchData>();
        Plays<CheckData>();
        Plays<PrepareData>();
        Plays<TrainModel>();
        Plays<ValidateModel>();
        Works(_aliases.Register, mayBeStopped: false);
        Works(_aliases.Move);
        Works(_aliases.Deploy, mayBeStopped: false);
        Works(new AnnounceSuccessJob(_watched, _time));

        void Plays<TCommand>()
            where TCommand : class, IRunCommand =>
            Works(new PlayedJob<TCommand>((command, job) => Reply(command, job.Attempt)));

        void Works<TCommand>(IJob<TCommand> job, bool mayBeStopped = true)
            where TCommand : class, ICommand =>
            _workers.Add(new PlayedWorker<TCommand>(
                _network, bus, _time, _store, job,
                mayBeStopped && typeof(TCommand).IsAssignableTo(typeof(IRunMessage))));
    }

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
        await _aliases.RegisterEarlier(_definition, _model);
        _story = schedule.Story;
        _network.Copies = schedule.Copies;
        _runId = Guid.NewGuid();
        var threshold = schedule.Story == Story.ModelRejected ? 0.9 : 0.8;
        _network.Publish(Scripts.Start(_runId, threshold: threshold) with { Definition = _definition }, _runId);
        for (var move = 0; _network.Count > 0 || move == schedule.CancelAt; move++)
        {
            if (move == schedule.CancelAt)
                _network.Publish(new CancelRun { RunId = _runId, RequestedBy = "grace" }, Guid.NewGuid());
            await Happen(schedule.Choices.ElementAtOrDefault(move));
            _time.Advance(Move);
        }

        await Settle();
        var ended = End();
        await LookAfterwards();
        return ended;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers) await worker.DisposeAsync();
        await _pipeline.DisposeAsync();
        await _aliases.DisposeAsync();
        await _alerting.DisposeAsync();
        _artifacts.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>What workers and services say, but for the first decision about a move: that can never be
    /// published.</summary>
    private void Publish(object message, Guid id)
    {
        if (message is AliasMoveDecided decided && decided.MoveId == _firstMove)
            throw new InvalidOperationException("The broker does not take it.");
        _network.Publish(message, id);
    }

    private Task Happen(int choice)
    {
        switch (choice)
        {
            case Schedule.SagaSweep:
                return SweepSaga();
            case Schedule.ReplySweep:
                return SweepReplies();
            case Schedule.Resume:
                Resume();
                return Task.CompletedTask;
            case Schedule.Promote:
                Promote();
                return Task.CompletedTask;
            case Schedule.Stop:
                foreach (var worker in _workers) worker.StopBeforeItIsStored();
                return Task.CompletedTask;
            case Schedule.Ask:
                Ask();
                return Task.CompletedTask;
            case < Schedule.Away:
                _network.Trace.Add("the store is away");
                _store.GoAway(Schedule.Away - choice);
                return Task.CompletedTask;
            default:
                return _network.Count == 0 ? Task.CompletedTask : _network.Happen(choice);
        }
    }

    private void Resume()
    {
        _resumed++;
        _network.Publish(new ResumeRun { RunId = _runId }, Guid.NewGuid());
    }

    private void Promote()
    {
        var move = new MoveAlias
        {
            MoveId = Guid.NewGuid(), Model = "churn", Alias = "staging", Version = 1, RequestedBy = "grace",
            Reason = "The version before was better.",
        };
        _firstMove ??= move.MoveId;
        _network.Publish(move, Guid.NewGuid());
    }

    private void Ask()
    {
        foreach (var pipeline in new[] { "other", "another", "other" })
        {
            var id = Guid.NewGuid();
            _network.Publish(
                new TrainRequested { RunId = id, Pipeline = $"pipeline: {pipeline}", IdempotencyKey = "nightly" }, id);
        }
    }

    /// <summary>Lets all that is under way happen, and waits for what comes later.</summary>
    private async Task Settle()
    {
        var waits = 0;
        do
        {
            for (var move = 0; _network.Count > 0; move++)
            {
                if (move > TooLong)
                    throw new InvalidOperationException($"After {move} moves there is no end.");
                await _network.Happen(0);
                _time.Advance(Move);
            }

            await SweepReplies();
            await SweepSaga();
        }
        while (_network.Count > 0 || _store.IsAway || (waits++ < MostWaits && Left().Any()));
    }

    private async Task SweepSaga()
    {
        _forgotten++;
        _network.Trace.Add("the Pipeline service is back");
        _time.Advance(AWhile);
        await WhereTheStoreIs(_pipeline.Sweep);
    }

    private async Task SweepReplies()
    {
        _network.Trace.Add("the workers look for replies");
        _time.Advance(AWhile);
        foreach (var worker in _workers) await WhereTheStoreIs(worker.Sweep);
        await WhereTheStoreIs(_aliases.Sweep);
    }

    /// <summary>What looks by itself looks again.</summary>
    private static async Task WhereTheStoreIs(Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (StoreAwayException)
        {
            // It is away.
        }
    }

    private Ended End()
    {
        var run = Run;
        return new Ended(
            run.State,
            Ended.RecordOf(Record),
            EndingsOf(_runId),
            _aliases.VersionsOf(_runId),
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
        (_forgotten, _resumed, _firstMove, _afterwards) = (0, 0, null, []);
        _store.Clear();
        _network.Clear();
        _pipeline.Clear();
        _alerting.Clear();
        _aliases.Clear();
        _watched.Clear();
        foreach (var worker in _workers) worker.Clear();
    }
}
