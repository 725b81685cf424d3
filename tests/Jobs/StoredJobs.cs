using Trainyard.Contracts;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Jobs.Store;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Sqlite;
using Trainyard.Support;

namespace Trainyard.Jobs.Tests;

/// <summary>Jobs in a store, and nobody who works on them.</summary>
internal sealed class StoredJobs : IAsyncDisposable
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("jobs-").FullName;
    private readonly JobKind<TrainModel> _kind =
        new(command => $"{command.RunId}", new Performer("training", "1.0")) 
        {
            Step = Step.Train, Run = command => command.RunId, Flow = command => command.Pipeline,
        };

    private readonly SqliteDatabase _database;

    public StoredJobs()
    {
        _database = new SqliteDatabase(Path.Combine(_folder, "service.db"));
        Jobs = _database.Collection(JobDocument.Collection);
        Stopped = _database.Collection(StoppedRun.Collection);
        Store = new(Jobs, Stopped, _kind, Time);
    }

    public JumpingTime Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public IDocuments<JobDocument> Jobs { get; }

    public IDocuments<StoppedRun> Stopped { get; }

    public JobStore<TrainModel> Store { get; }

    public Guid Run { get; } = Guid.NewGuid();

    /// <summary>Stores a command of the run.</summary>
    public Task Accept() => Store.Accept(JobYard.Command(Run), Guid.NewGuid(), CancellationToken.None);

    /// <summary>Stores a command of another run, and gives the run.</summary>
    public async Task<Guid> Accept(string pipeline)
    {
        var command = JobYard.Command(Guid.NewGuid()) with { Pipeline = pipeline };
        await Store.Accept(command, Guid.NewGuid(), CancellationToken.None);
        return command.RunId;
    }

    /// <summary>The store as another process sees it, which has just begun.</summary>
    public JobStore<TrainModel> AnotherProcess(TimeProvider time) => new(Jobs, Stopped, _kind, time);

    /// <summary>The job of the run as it is now.</summary>
    public async Task<JobDocument> Job() => (await Store.Find($"{Run}", CancellationToken.None))!;

    /// <summary>Claims the next job; null when none is due.</summary>
    public async Task<JobDocument?> Claim() => await Store.Next(CancellationToken.None) is { } next
        ? await Store.Claim(next, "node-1/42", Lease, CancellationToken.None)
        : null;

    /// <summary>Does the job: its reply is stored, and not published yet.</summary>
    public async Task<JobDocument> Complete(JobDocument claim) => (await Store.Complete(
        claim, JobReply.Of(new StopWork { RunId = Run }), failure: null, CancellationToken.None))!;

    /// <summary>What the check says, where runs end as told.</summary>
    public async Task<List<Violation>> Look(EndOfRun? endOfRun = null) =>
        await new JobCheck<TrainModel>(Jobs, _kind, endOfRun, Time).Look(CancellationToken.None).ToListAsync();

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
