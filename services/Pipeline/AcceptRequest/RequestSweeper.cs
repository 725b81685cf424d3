using Microsoft.Extensions.Logging;
using Trainyard.Persistence;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.AcceptRequest;

/// <summary>
/// Begins the runs of requests that were stored but, because something died in between, not begun. One that can't begin
/// is tried at growing distances, keeps none of the others, and ends once its deadline has passed: no accepted request
/// goes without an ending. While the broker is away nothing counts against anybody.
/// </summary>
internal sealed class RequestSweeper(
    IDocuments<RequestDocument> requests,
    IDocuments<TrainingRun> runs,
    RunStarter starter,
    Deadlines deadlines,
    TimeProvider time,
    ILogger<RequestSweeper> logger) : RecurringWork(TimeSpan.FromSeconds(1), time, logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private readonly TimeProvider _time = time;

    public override async Task Look(CancellationToken cancellation)
    {
        var due = new DocumentQuery { OrderBy = "due" }.Equal("begun", false).AtMost("due", _time.GetUtcNow());
        foreach (var (request, version) in await requests.Query(due, cancellation))
        {
            var looked = await runs.Find(request.RunId.ToString(), cancellation) is null
                ? await Try(request, cancellation)
                : request with { HasBegun = true };
            // Another process that looked at the same time has done the same.
            _ = await requests.TryReplace(looked, version, cancellation);
        }
    }

    private async Task<RequestDocument> Try(RequestDocument request, CancellationToken cancellation)
    {
        var since = request.LateSince ?? _time.GetUtcNow();
        var obstacle = request.Obstacle;
        try
        {
            if (_time.GetUtcNow() - since >= deadlines.Begin)
                await starter.GiveUp(request, cancellation);
            else
                obstacle = await starter.Begin(request, cancellation);
        }
        catch (Exception refusal) when (refusal is not TimeoutException && !cancellation.IsCancellationRequested)
        {
            // The broker is there, or was a moment ago, and did not take this one; it may take the next.
            logger.LogWarning(refusal, "Run {RunId} is accepted, and could not be begun yet", request.RunId);
            return request with { DueAt = _time.GetUtcNow() + Interval(request.Tries) };
        }

        return request with
        {
            LateSince = since,
            Tries = request.Tries + 1,
            Obstacle = obstacle,
            DueAt = _time.GetUtcNow() + Interval(request.Tries),
        };
    }

    private TimeSpan Interval(int tries)
    {
        var pause = Intake.Timeout * Math.Pow(2, Math.Min(tries, 10));
        var longest = deadlines.Begin < LongestPause ? deadlines.Begin : LongestPause;
        return pause < longest ? pause : longest;
    }
}
