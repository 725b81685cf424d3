using MassTransit;
using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Persistence;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Tracing;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.SweepDeadlines;

/// <summary>
/// Tells runs that the deadline of what they wait for has passed. The deadline is part of the run's document, so it
/// survives a restart, and a step that was answered has none any more. A run is told of what this process saw pass,
/// between two looks. A deadline that was over before, as after a restart or by the clock of another process, is given
/// to the run once more: nobody was there to hear the reply, or no time has passed at all. So is one that passed while
/// no look was done to its end, as in an outage of the store: replies could not be heard either.
/// </summary>
internal sealed class DeadlineSweeper(
    IDocuments<TrainingRun> runs, Deadlines deadlines, IBus bus, TimeProvider time, ILogger<DeadlineSweeper> logger)
    : RecurringWork(Interval, time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How long after a look the next may begin for this process to have seen what passes between.</summary>
    private static readonly TimeSpan LongestBlink = (10 * Interval) + StoreActivity.QuietInterval;

    /// <summary>How long a run may take to hear it: before that it is not told again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly SteadyTime _steady = SteadyTime.Of(time);

    /// <summary>The messages that runs have not heard yet, and when each was sent.</summary>
    private readonly Dictionary<Guid, DateTimeOffset> _told = [];

    /// <summary>When the last look began that was done to its end.</summary>
    private DateTimeOffset _looked = SteadyTime.Of(time).Now;

    /// <summary>When that look was done.</summary>
    private DateTimeOffset _done = SteadyTime.Of(time).Now;

    public override async Task Look(CancellationToken cancellation)
    {
        var (now, overdue) = (_steady.Now, new HashSet<Guid>());
        if (now - _done > LongestBlink)
            _looked = now;
        var query = new DocumentQuery { OrderBy = "deadline" }.AtMost("deadline", now);
        await foreach (var run in runs.All(query, cancellation))
        {
            // The deadline is told once, however often it is sent, and by however many processes.
            var id = MessageId.About("deadline", $"{run.CorrelationId}", $"{run.Step}", $"{run.Deadline:O}");
            var isTold = _told.TryGetValue(id, out var at);
            if (!isTold && run.Deadline <= _looked)
            {
                await Extend(run, now, cancellation);
                continue;
            }

            if (!isTold || now - at >= Pause)
            {
                await Tell(run, id, cancellation);
                _told[id] = now;
            }

            overdue.Add(id);
        }

        foreach (var id in _told.Keys.Where(id => !overdue.Contains(id)).ToList())
            _told.Remove(id);
        (_looked, _done) = (now, _steady.Now);
    }

    private async Task Extend(TrainingRun overdue, DateTimeOffset now, CancellationToken cancellation)
    {
        var (step, deadline) = (overdue.Step, overdue.Deadline);
        await runs.Change(overdue.CorrelationId.ToString(), run =>
        {
            if (run is null || (run.Step, run.Deadline) != (step, deadline))
                return null;
            run.Deadline = now + deadlines.Of(run);
            logger.LogInformation(
                "The deadline of {Step} in run {RunId} was over before this process saw it pass; it is now {Deadline}",
                step, run.CorrelationId, run.Deadline);
            return run;
        }, cancellation);
    }

    private async Task Tell(TrainingRun run, Guid id, CancellationToken cancellation)
    {
        using var activity = StoredTrace.Resume(run.Journal.LatestTrace, "run deadline");
        var passed = new StepDeadlinePassed
        {
            RunId = run.CorrelationId, Step = run.Step, Deadline = run.Deadline!.Value,
        };
        await bus.PublishInTime(passed, id, mandatory: true, cancellation);
    }
}
