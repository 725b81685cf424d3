using Trainyard.Persistence.Documents;

namespace Trainyard.Jobs.Store;

/// <summary>Jobs that are not over, whoever has to do something about them, and those that were given up.</summary>
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

    /// <summary>Jobs of a kind that wait, are worked on or pause, at most so many.</summary>
    public static async Task<IReadOnlyList<JobDocument>> Open(
        this IDocuments<JobDocument> jobs, string kind, int most, CancellationToken cancellation)
    {
        var open = new List<JobDocument>();
        foreach (var index in new[] { kind, JobDocument.Held(kind) })
        {
            var due = new DocumentQuery { OrderBy = "due", Limit = most }.Equal("open", index);
            open.AddRange((await jobs.Query(due, cancellation)).Select(job => job.Document));
        }

        return [.. open.Take(most)];
    }

    /// <summary>Jobs of a kind that were given up, those that came last first, at most so many.</summary>
    public static async Task<IReadOnlyList<JobDocument>> GivenUp(
        this IDocuments<JobDocument> jobs, string kind, int most, CancellationToken cancellation)
    {
        var given = new DocumentQuery { OrderBy = "turn", Descending = true, Limit = most }
            .Equal("open", JobDocument.GivenUp(kind));
        return [.. (await jobs.Query(given, cancellation)).Select(job => job.Document)];
    }
}
