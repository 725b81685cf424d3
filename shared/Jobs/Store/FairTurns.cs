using Trainyard.Persistence.Documents;

namespace Trainyard.Jobs.Store;

/// <summary>
/// Numbers the jobs of a kind so that flows which wait take turns (start-time fair queueing): each job comes one turn
/// after the one before it in its flow, and never before what the kind has come to. A flow that sends many has its own
/// jobs behind each other, and one that sends its first does not wait for all of them. The number is given once, when
/// the job is stored, so that the next job is the first of an index.
/// </summary>
internal sealed class FairTurns(IDocuments<JobDocument> jobs, string kind)
{
    private static readonly DocumentQuery First = new() { OrderBy = "turn", Limit = 1 };

    /// <summary>The turn of the next job of a flow. Two processes that ask at once may give the same: then the two jobs
    /// come next to each other.</summary>
    public async Task<long> Next(string flow, CancellationToken cancellation)
    {
        // What waits first says how far the kind is. Where nothing waits nobody has a claim to more than the others,
        // however much or little was theirs until now: all go on after the latest of whatever kind.
        if (await Turn(First.Equal("open", kind), cancellation) is not { } now)
            return (await Turn(Last, cancellation) ?? 0) + 1;
        var before = await Turn(Last.Equal("flow", JobDocument.FlowOf(kind, flow)), cancellation) ?? 0;
        return Math.Max(now, before + 1);
    }

    private static DocumentQuery Last => First with { Descending = true };

    private async Task<long?> Turn(DocumentQuery query, CancellationToken cancellation) =>
        (await jobs.Query(query, cancellation)).FirstOrDefault()?.Document.Turn;
}
