using Microsoft.Extensions.Logging;
using Trainyard.Hosting.Bus;
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
    private readonly SteadyTime _steady = SteadyTime.Of(time);

    /// <summary>What a request was late before this process began counts against nobody: who was there to begin
    /// it?</summary>
    private readonly DateTimeOffset _began = SteadyTime.Of(time).Now;

    public override async Task Look(CancellationToken cancellation)
    {
        var open = new DocumentQuery { OrderBy = "due" }.Equal("begun", false);
        foreach (var due in open.Due("due", _steady.Now, 2 * LongestPause))
            await Look(due, cancellation);
    }

    private async Task Look(DocumentQuery due, CancellationToken cancellation)
    {
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
        var now = _steady.Now;
        var since = request.LateSince is { } late && late >= _began && late <= now ? late : now;
        var obstacle = request.Obstacle;
        try
        {
            if (now - since >= deadlines.Begin)
                await starter.GiveUp(request, cancellation);
            else
                obstacle = await starter.Begin(request, cancellation);
        }
        catch (Exception refusal) when (
            refusal is not BusTimeoutException && !cancellation.IsCancellationRequested)
        {
            // The broker is there, or was a moment ago, and did not take this one; it may take the next.
            logger.LogWarning(refusal, "Run {RunId} is accepted, and could not be begun yet", request.RunId);
            return request with { DueAt = _steady.Now + Interval(request.Tries) };
        }

        return request with
        {
            LateSince = since,
            Tries = request.Tries + 1,
            Obstacle = obstacle,
            DueAt = _steady.Now + Interval(request.Tries),
        };
    }

    private TimeSpan Interval(int tries)
    {
        var pause = Intake.Timeout * Math.Pow(2, Math.Min(tries, 10));
        var longest = deadlines.Begin < LongestPause ? deadlines.Begin : LongestPause;
        return pause < longest ? pause : longest;
    }
}
