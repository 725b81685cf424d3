using Microsoft.Extensions.Logging;
using Trainyard.Persistence;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.AcceptRequest;

/// <summary>Begins the runs of requests that were stored but, because something died in between, not begun.</summary>
internal sealed class BeginLeftovers(
    IDocuments<RequestDocument> requests,
    IDocuments<TrainingRun> runs,
    Intake intake,
    TimeProvider time,
    ILogger<BeginLeftovers> logger) : RecurringWork(Pause, time, logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly TimeProvider _time = time;

    protected override async Task Look(CancellationToken cancellation)
    {
        var query = new DocumentQuery { OrderBy = "accepted" }
            .Equal("begun", false).AtMost("accepted", _time.GetUtcNow() - Pause);
        foreach (var (request, version) in await requests.Query(query, cancellation))
        {
            if (await runs.Find(request.RunId.ToString(), cancellation) is null)
                await intake.Begin(request, cancellation);
            else
                _ = await requests.TryReplace(request with { HasBegun = true }, version, cancellation);
        }
    }
}
