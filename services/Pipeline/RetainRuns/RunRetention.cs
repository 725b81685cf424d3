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
    IDocuments<TrainingProgressed> progress, IDocuments<LeavingRun> leaving, RetentionSettings settings,
    TimeProvider time) : IRetention
{
    /// <summary>How long another process may take to remove a run that it began with.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public async Task<IReadOnlyDictionary<string, int>> Apply(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var endedRuns = new DocumentQuery { OrderBy = "retire" }.AtMost("retire", now - settings.Runs);
        var begun = new DocumentQuery { OrderBy = "accepted" }
            .Equal("begun", true).AtMost("accepted", now - settings.Requests);
        var left = new DocumentQuery { OrderBy = "at" }.AtMost("at", now - Grace);
        _ = await leaving.Remove(left, run => $"{run.RunId}", cancellation, RemoveLeft);
        return new Dictionary<string, int>
        {
            ["progress"] = await progress.Remove(
                new(), latest => $"{latest.RunId}", cancellation, (latest, _) => IsOver(latest, now, cancellation)),
            ["requests"] = await requests.Remove(
                begun, request => $"{request.RunId}", cancellation, (request, _) => MayGo(request, cancellation)),
            ["runs"] = await runs.Remove(
                endedRuns, run => $"{run.CorrelationId}", cancellation,
                before: (run, _) => WriteDown(run.CorrelationId, now, cancellation),
                after: (run, _) => RemoveParts(run.CorrelationId, cancellation)),
        };
    }

    private async Task<bool> WriteDown(Guid run, DateTimeOffset now, CancellationToken cancellation)
    {
        // There already where a run was changed at the last moment, and stayed.
        _ = await leaving.TryInsert(new LeavingRun(run, now), cancellation);
        return true;
    }

    private async Task RemoveParts(Guid run, CancellationToken cancellation)
    {
        await record.Delete(run, cancellation);
        _ = await progress.Delete($"{run}", cancellation);
        _ = await leaving.Delete($"{run}", cancellation);
    }

    /// <summary>What a kill left of a run that is gone; one that stayed keeps all.</summary>
    private async Task<bool> RemoveLeft(LeavingRun left, CancellationToken cancellation)
    {
        if (await runs.Find($"{left.RunId}", cancellation) is null)
            await RemoveParts(left.RunId, cancellation);
        return true;
    }

    private async Task<bool> MayGo(RequestDocument request, CancellationToken cancellation) =>
        await runs.Find($"{request.RunId}", cancellation) is not { Document.EndedAt: null };

    /// <summary>Progress comes of runs under way alone: where there is no run, it came after that had gone.</summary>
    private async Task<bool> IsOver(
        TrainingProgressed latest, DateTimeOffset now, CancellationToken cancellation) =>
        await runs.Find($"{latest.RunId}", cancellation) is not { } run
            || (run.Document.EndedAt is { } ended && ended <= now - settings.Progress);
}
