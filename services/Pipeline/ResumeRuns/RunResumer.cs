using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Persistence.Documents;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.ResumeRuns;

/// <summary>
/// A bus in memory dies with its process, and all that was on its way with it. When the process is back, every run that
/// waits is asked to say its latest order again: one that was done is answered again, one that was not goes on. Endings
/// are no concern here; the sweeper sends those that are not known to be sent.
/// </summary>
internal sealed class RunResumer(
    IDocuments<TrainingRun> runs,
    IBus bus,
    BusSettings settings,
    IHostApplicationLifetime lifetime,
    ILogger<RunResumer> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Transport != BusTransport.InMemory)
            return;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken);

        var waiting =
            new DocumentQuery { OrderBy = "deadline", Limit = 10_000 }.AtLeast("deadline", DateTimeOffset.UnixEpoch);
        foreach (var (run, _) in await runs.Query(waiting, stoppingToken))
        {
            logger.LogInformation("Going on with run {RunId} of {Pipeline} at {Step}", run.CorrelationId, run.Pipeline,
                run.Step);
            var resume = new ResumeRun { RunId = run.CorrelationId };
            await bus.PublishInTime(resume, id: null, mustBeHeard: true, stoppingToken);
        }
    }
}
