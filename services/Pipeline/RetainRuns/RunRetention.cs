using Trainyard.Contracts;
using Trainyard.Hosting.Retention;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.AcceptRequest;
using Trainyard.Pipeline.RunTraining;
using Trainyard.Sagas;

namespace Trainyard.Pipeline.RetainRuns;

/// <summary>Removes runs that led to no version, with their records, and requests and progress of runs, once they were
/// kept for long enough. A run that goes on, or still has to say something, stays, and so does what it needs.</summary>
internal sealed class RunRetention(
    IDocuments<TrainingRun> runs, SagaRecord<TrainingRun> record, IDocuments<RequestDocument> requests,
    IDocuments<TrainingProgressed> progress, RetentionSettings settings, TimeProvider time) : IRetention
{
    public async Task<IReadOnlyDictionary<string, int>> Apply(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var endedRuns = new DocumentQuery { OrderBy = "retire" }.AtMost("retire", now - settings.Runs);
        var begun = new DocumentQuery { OrderBy = "accepted" }
            .Equal("begun", true).AtMost("accepted", now - settings.Requests);
        return new Dictionary<string, int>
        {
            ["progress"] = await progress.Remove(
                new(), latest => $"{latest.RunId}", cancellation, (latest, _) => IsOver(latest, now, cancellation)),
            ["requests"] = await requests.Remove(
                begun, request => $"{request.RunId}", cancellation, (request, _) => MayGo(request, cancellation)),
            ["runs"] = await runs.Remove(endedRuns, run => $"{run.CorrelationId}", cancellation, RemoveParts),
        };
    }

    /// <summary>What belongs to a run goes before it: a run that is left is found again.</summary>
    private async Task<bool> RemoveParts(TrainingRun run, CancellationToken cancellation)
    {
        await record.Delete(run, cancellation);
        _ = await progress.Delete($"{run.CorrelationId}", cancellation);
        return true;
    }

    private async Task<bool> MayGo(RequestDocument request, CancellationToken cancellation) =>
        await runs.Find($"{request.RunId}", cancellation) is not { Document.EndedAt: null };

    private async Task<bool> IsOver(TrainingProgressed latest, DateTimeOffset now, CancellationToken cancellation) =>
        await runs.Find($"{latest.RunId}", cancellation) is { } run
            && run.Document.EndedAt is { } ended && ended <= now - settings.Progress;
}
