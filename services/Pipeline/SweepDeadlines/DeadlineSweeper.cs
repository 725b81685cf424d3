using MassTransit;
using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Persistence;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Tracing;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.SweepDeadlines;

/// <summary>Tells runs that the deadline of what they wait for has passed. The deadline is part of the run's document,
/// so it survives a restart, and a step that was answered has none any more.</summary>
internal sealed class DeadlineSweeper(
    IDocuments<TrainingRun> runs, IBus bus, TimeProvider time, ILogger<DeadlineSweeper> logger)
    : RecurringWork(TimeSpan.FromSeconds(1), time, logger)
{
    private readonly TimeProvider _time = time;

    public override async Task Look(CancellationToken cancellation)
    {
        var query = new DocumentQuery { OrderBy = "deadline" }.AtMost("deadline", _time.GetUtcNow());
        foreach (var (run, _) in await runs.Query(query, cancellation))
        {
            using var activity = StoredTrace.Resume(run.Journal.LatestTrace, "run deadline");
            var passed = new StepDeadlinePassed { RunId = run.CorrelationId, Step = run.Step };
            await bus.PublishInTime(passed, id: null, mandatory: true, cancellation);
        }
    }
}
