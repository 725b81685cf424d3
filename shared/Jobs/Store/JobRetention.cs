using Trainyard.Hosting.Retention;
using Trainyard.Persistence.Documents;

namespace Trainyard.Jobs.Store;

/// <summary>Removes jobs that are over, whatever their kind, and the word that runs were stopped, once they were kept
/// for long enough. A job that waits, runs, or has a reply to publish stays.</summary>
internal sealed class JobRetention(
    IDocuments<JobDocument> jobs, IDocuments<StoppedRun> stopped, RetentionSettings settings, TimeProvider time)
    : IRetention
{
    public async Task<IReadOnlyDictionary<string, int>> Apply(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var over = new DocumentQuery { OrderBy = "ended" }.AtMost("ended", now - settings.Jobs);
        var past = new DocumentQuery { OrderBy = "at" }.AtMost("at", now - settings.StoppedRuns);
        return new Dictionary<string, int>
        {
            ["jobs"] = await jobs.Remove(over, job => job.Id, cancellation),
            ["stopped runs"] = await stopped.Remove(past, run => $"{run.RunId}", cancellation),
        };
    }
}
