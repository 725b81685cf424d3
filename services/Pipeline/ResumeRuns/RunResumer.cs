using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.ResumeRuns;

/// <summary>
/// A bus in memory dies with its process, and all that was on its way with it. When the process is back, every run is asked
/// to say its latest message again: an order that was done is answered again, one that was not goes on.
/// </summary>
internal sealed class RunResumer(
    IDocuments<TrainingRun> runs,
    IBus bus,
    BusSettings settings,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<RunResumer> logger) : BackgroundService
{
    /// <summary>How far back endings are announced again: whoever acts on them knows those that it has seen.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Transport != BusTransport.InMemory)
            return;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken);

        foreach (var run in await Interrupted(stoppingToken))
        {
            if (run.EndedAt is null)
                logger.LogInformation("Going on with run {RunId} of {Pipeline} at {Step}", run.CorrelationId, run.Pipeline, run.Step);
            await bus.Publish(new ResumeRun { RunId = run.CorrelationId }, stoppingToken);
        }
    }

    private async Task<IReadOnlyList<TrainingRun>> Interrupted(CancellationToken cancellation)
    {
        var waiting = new DocumentQuery { OrderBy = "deadline", Limit = 10_000 }.AtLeast("deadline", DateTimeOffset.UnixEpoch);
        var ended = new DocumentQuery { OrderBy = "requested", Descending = true }
            .AtLeast("requested", time.GetUtcNow() - Recent);
        return
        [
            .. (await runs.Query(waiting, cancellation)).Select(stored => stored.Document),
            .. (await runs.Query(ended, cancellation)).Select(stored => stored.Document).Where(run => run.EndedAt is not null),
        ];
    }
}
