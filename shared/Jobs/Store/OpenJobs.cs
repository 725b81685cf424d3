using Trainyard.Hosting.ConsistencyChecks;
using Trainyard.Hosting.Stores;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;

namespace Trainyard.Jobs.Store;

/// <summary>Jobs that are not over, whoever has to do something about them, and those that were given up.</summary>
internal static class OpenJobs
{
    /// <summary>Those of a kind that wait, are worked on or pause, or have a reply to publish that a run waits
    /// for.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="endOfRun">When runs ended; null where nobody knows.</param>
    /// <param name="cancellation">Ends the look.</param>
    public static async Task<OpenPieces> LookOpen(
        this IDocuments<JobDocument> jobs, string kind, EndOfRun? endOfRun, CancellationToken cancellation)
    {
        var most = OpenPieces.MostNamed;
        var open = new OpenPieces(0, [.. (await jobs.Open(kind, most, cancellation)).Select(Named)]);
        foreach (var index in new[] { kind, JobDocument.Held(kind) })
        {
            var count = await jobs.Count(new DocumentQuery().Equal("open", index), cancellation);
            open = open with { Count = open.Count + count };
        }

        var replied = new DocumentQuery { OrderBy = "due" }.Equal("open", JobDocument.Replied(kind));
        await foreach (var job in jobs.All(replied, cancellation))
        {
            // Nothing comes of the reply then: whoever died had published it, and not written down that it was.
            if (!await IsOver(job.RunId, endOfRun, cancellation))
                open = open.With(new(1, [Named(job)]));
        }

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

    private static string Named(JobDocument job) =>
        job.RunId is not { } run || job.Id.Contains($"{run}", StringComparison.Ordinal)
            ? job.Id
            : $"{job.Id} of run {run}";

    private static async Task<bool> IsOver(Guid? runId, EndOfRun? endOfRun, CancellationToken cancellation)
    {
        try
        {
            return runId is { } run && endOfRun is not null && await endOfRun(run, cancellation) is not null;
        }
        catch (DatabaseMissingException)
        {
            // Whoever keeps the runs knows of none.
            return false;
        }
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
