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
    /// <summary>How long a run may take to hear it: before that it is not told again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time = time;

    /// <summary>The messages that runs have not heard yet, and when each was sent.</summary>
    private Dictionary<Guid, DateTimeOffset> _told = [];

    public override async Task Look(CancellationToken cancellation)
    {
        var (now, told) = (_time.GetUtcNow(), new Dictionary<Guid, DateTimeOffset>());
        var query = new DocumentQuery { OrderBy = "deadline" }.AtMost("deadline", now);
        await foreach (var run in runs.All(query, cancellation))
        {
            // The deadline is told once, however often it is sent, and by however many processes.
            var id = MessageId.About("deadline", $"{run.CorrelationId}", $"{run.Step}", $"{run.Deadline:O}");
            if (!_told.TryGetValue(id, out var at) || now - at >= Pause)
            {
                await Tell(run, id, cancellation);
                at = now;
            }

            told[id] = at;
        }

        _told = told;
    }

    private async Task Tell(TrainingRun run, Guid id, CancellationToken cancellation)
    {
        using var activity = StoredTrace.Resume(run.Journal.LatestTrace, "run deadline");
        var passed = new StepDeadlinePassed { RunId = run.CorrelationId, Step = run.Step };
        await bus.PublishInTime(passed, id, mandatory: true, cancellation);
    }
}
