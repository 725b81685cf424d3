using System.Runtime.CompilerServices;
using Trainyard.Persistence.ConsistencyChecks;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.AcceptRequest;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.CheckRecords;

/// <summary>Every request that was accepted has begun its run.</summary>
internal sealed class RequestCheck(
    IDocuments<RequestDocument> requests, IDocuments<TrainingRun> runs, TimeProvider time) : IConsistencyCheck
{
    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        var overdue = new DocumentQuery { OrderBy = "accepted" }
            .Equal("begun", false).AtMost("accepted", time.GetUtcNow() - ConsistencyChecks.Grace);
        await foreach (var request in requests.All(overdue, cancellation))
        {
            // Begun, and not yet written down here that it is.
            if (await runs.Find(request.RunId.ToString(), cancellation) is not null)
                continue;
            yield return new Violation(
                "request-not-begun", request.RunId.ToString(), request.AcceptedAt,
                $"The request of {request.Request.RequestedBy ?? "anonymous"} was accepted as run {request.RunId}, "
                + "which has not begun.",
                "Pipeline begins it within seconds: start it; if it runs, its log says what keeps it, most often the "
                + "broker.");
        }
    }
}
