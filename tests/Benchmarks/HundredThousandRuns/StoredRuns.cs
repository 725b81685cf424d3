using System.Text;
using Microsoft.Extensions.Options;
using Trainyard.Benchmarks.PipelineVsPlain;
using Trainyard.Contracts;
using Trainyard.Hosting;
using Trainyard.Hosting.Stores;
using Trainyard.Jobs.Store;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Sqlite;
using Trainyard.Pipeline.AcceptRequest;
using Trainyard.Pipeline.RunTraining;
using Trainyard.Registry;
using Trainyard.Registry.RegisterModels;
using Trainyard.Sagas;

namespace Trainyard.Benchmarks.HundredThousandRuns;

/// <summary>
/// A yard with many runs: one is run, and its documents are stored again and again through the stores, under other ids,
/// names and times. A tenth of them succeeded and registered a version, which is signed anew.
/// </summary>
internal sealed class StoredRuns(string folder)
{
    /// <summary>How many pipelines, and so models, there are.</summary>
    public const int Pipelines = 50;

    private const int AtOnce = 400;

    private static readonly string[] States = ["Succeeded", "Rejected", "Rejected", "Rejected", "Rejected", "Rejected",
        "Faulted", "Faulted", "Cancelled", "Cancelled"];

    public static string PipelineOf(int number) => $"pipeline-{number % Pipelines}";

    public static string StateOf(int number) => States[number % States.Length];

    /// <summary>The database of a service.</summary>
    public SqliteDatabase Database(string service) => new(Path.Combine(folder, "documents", service + ".db"));

    /// <summary>Runs one, stores so many like it, and a backlog of jobs that wait.</summary>
    public async Task Make(string yaml, int count, int backlog)
    {
        await using (var yard = await WholeYard.Start(folder))
            _ = yard.Run(yaml, new Dictionary<string, string>());
        await using var pipeline = Database("pipeline");
        await using var registry = Database("registry");
        await using var training = Database("training");
        var runs = pipeline.Collection(TrainingRun.Collection);
        var pages = pipeline.Collection(RecordPages.Beside(TrainingRun.Collection));
        var requests = pipeline.Collection(RequestDocument.Collection);
        var versions = registry.Collection(ModelVersion.Collection);
        var jobs = training.Collection(JobDocument.Collection);
        var run = (await runs.Query(new()))[0].Document;
        var record = (await pages.Query(new())).Select(page => page.Document).ToList();
        var request = (await requests.Query(new()))[0].Document;
        var version = (await versions.Query(new()))[0].Document;
        var job = (await jobs.Query(new()))[0].Document;
        var data = Options.Create(new DataSettings { Folder = folder });
        var keys = Options.Create(new KeySettings());
        var signer = new VersionSigner(new RegistrySettings(), new KeyFolder(keys, data), new TrustFolder(keys, data));
        var (from, done) = (run.CorrelationId, 0);
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        await Parallel.ForEachAsync(Enumerable.Range(0, count), atOnce, async (number, cancellation) =>
        {
            var id = Guid.NewGuid();
            var at = run.RequestedAt.AddSeconds(number - count);
            var like = As(run, from, id);
            (like.Pipeline, like.State, like.RequestedAt) = (PipelineOf(number), StateOf(number), at);
            (like.DeploymentId, like.Endpoint) = (null, null);
            like.Version = number % States.Length == 0 ? 1 + (number / Pipelines) : null;
            foreach (var page in record)
                await pages.TryInsert(As(page, from, id), cancellation);
            await runs.TryInsert(like, cancellation);
            await requests.TryInsert(
                As(request, from, id) with { IdempotencyKey = $"{id}", AcceptedAt = at, DueAt = at }, cancellation);
            await jobs.TryInsert(As(job, from, id), cancellation);
            if (like.Version is { } registered)
            {
                var fresh = version with { Model = like.Pipeline, Version = registered, RunId = id };
                var facts = fresh.Facts(run.Seed, at);
                await versions.TryInsert(fresh with { Statement = signer.Sign(facts) }, cancellation);
            }

            if (Interlocked.Increment(ref done) % 10_000 == 0)
                Console.WriteLine($"  {done} runs are stored");
        });

        await Parallel.ForEachAsync(Enumerable.Range(0, backlog), atOnce, async (number, cancellation) =>
        {
            var waiting = As(job, from, Guid.NewGuid()) with
            {
                State = JobState.Waiting, DueAt = run.RequestedAt, Turn = number, Reply = null, ReplyType = null,
                ReplyId = null, Attempt = 0, Fence = 0,
            };
            await jobs.TryInsert(waiting, cancellation);
        });
    }

    /// <summary>The jobs of the backlog, as their worker sees them.</summary>
    public static JobStore<TrainModel> Backlog(IDocumentDatabase training) => new(
        training.Collection(JobDocument.Collection), training.Collection(StoppedRun.Collection),
        new JobKind<TrainModel>(command => $"{command.RunId}", new Performer("training", null))
        {
            Step = Step.Train, Run = command => command.RunId,
        },
        TimeProvider.System);

    /// <summary>The same document about another run.</summary>
    private static T As<T>(T document, Guid from, Guid to)
        where T : class
    {
        var json = Encoding.UTF8.GetString(DocumentJson.Write(document));
        return DocumentJson.Read<T>(Encoding.UTF8.GetBytes(json.Replace($"{from}", $"{to}", StringComparison.Ordinal)));
    }
}
