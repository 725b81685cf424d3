using System.Runtime.CompilerServices;
using Trainyard.Contracts;
using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;

namespace Trainyard.Jobs.Store;

/// <summary>A job that is claimed is worked on, one whose run has ended is closed, and a reply that is stored is
/// published.</summary>
internal sealed class JobCheck<TCommand>(
    IDocuments<JobDocument> jobs, JobKind<TCommand> kind, EndOfRun? endOfRun, TimeProvider time) : IConsistencyCheck
    where TCommand : class
{
    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        var overdue = time.GetUtcNow() - ConsistencyChecks.Grace;
        foreach (var index in new[] { kind.Name, JobDocument.Held(kind.Name) })
        {
            var open = new DocumentQuery { OrderBy = "due" }.Equal("open", index);
            await foreach (var job in jobs.All(open, cancellation))
            {
                if (await Ended(job, cancellation) is { } ended && ended < overdue)
                    yield return OfEndedRun(job, ended);
                else if (job.State == JobState.Running && job.DueAt < overdue)
                    yield return Left(job);
            }
        }

        var replied = new DocumentQuery { OrderBy = "due" }
            .Equal("open", JobDocument.Replied(kind.Name)).AtMost("due", overdue);
        await foreach (var job in jobs.All(replied, cancellation))
            yield return Unpublished(job);
    }

    private async Task<DateTimeOffset?> Ended(JobDocument job, CancellationToken cancellation) =>
        kind.IsOwn || endOfRun is null || job.RunId is not { } run ? null : await endOfRun(run, cancellation);

    private static Violation OfEndedRun(JobDocument job, DateTimeOffset ended) => new(
        "job-of-ended-run", job.Id, ended,
        $"The job {job.Id} is open, although its run has ended.",
        "The service that does such jobs is told to stop them: start it; if it runs, look at its queue and its log.");

    private static Violation Left(JobDocument job) => new(
        "lease-not-renewed", job.Id, job.DueAt,
        $"Attempt {job.Attempt} at the job {job.Id} is {job.Worker}'s, whose lease is over, and nobody has taken over.",
        "Start a worker for it, or give those that run more places (Jobs:Capacity): the job is claimed again within a "
        + "second.");

    private static Violation Unpublished(JobDocument job) => new(
        "unpublished-reply", job.Id, job.DueAt,
        $"The reply of the job {job.Id}, {job.ReplyType}, is stored and not known to be published.",
        "The service that stored it publishes it within seconds: start it; if it runs, its log says what keeps it, "
        + "most often the broker.");
}
