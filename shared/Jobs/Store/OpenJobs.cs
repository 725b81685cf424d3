using Trainyard.Persistence.Documents;

namespace Trainyard.Jobs.Store;

/// <summary>Jobs that are not over, whoever has to do something about them.</summary>
internal static class OpenJobs
{
    /// <summary>How many of a kind wait, are worked on or pause, or have a reply to publish.</summary>
    public static async Task<long> CountOpen(
        this IDocuments<JobDocument> jobs, string kind, CancellationToken cancellation)
    {
        var open = 0L;
        foreach (var index in new[] { kind, JobDocument.Held(kind), JobDocument.Replied(kind) })
            open += await jobs.Count(new DocumentQuery().Equal("open", index), cancellation);
        return open;
    }
}
