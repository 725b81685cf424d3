using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Tracing;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Pipeline.ResumeRuns;

/// <summary>
/// A bus in memory dies with its process, and all that was on its way with it. When the process is back, every run that
/// waits is asked to say its latest command again: one that was done is answered again, one that was not goes on.
/// Endings are no concern here; the sweeper sends those that are not known to be sent.
/// </summary>
internal sealed class RunResumer(
    IDocuments<TrainingRun> runs,
    IBus bus,
    BusSettings settings,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<RunResumer> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Transport != BusTransport.InMemory)
            return;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken);
        while (!await TryResume(stoppingToken))
            await Task.Delay(Interval, time, stoppingToken);
    }

    /// <summary>False when the store is away.</summary>
    private async Task<bool> TryResume(CancellationToken stoppingToken)
    {
        try
        {
            await Resume(stoppingToken);
            return true;
        }
        catch (Exception exception) when (StoreOutage.Is(exception))
        {
            logger.LogWarning(
                exception, "The runs that were under way can't be read yet; the next try is in {Interval}", Interval);
            return false;
        }
    }

    private async Task Resume(CancellationToken stoppingToken)
    {
        var waiting =
            new DocumentQuery { OrderBy = "deadline", Limit = 10_000 }.AtLeast("deadline", DateTimeOffset.UnixEpoch);
        foreach (var (run, _) in await runs.Query(waiting, stoppingToken))
        {
            logger.LogInformation("Going on with run {RunId} of {Pipeline} at {Step}", run.CorrelationId, run.Pipeline,
                run.Step);
            using var activity = StoredTrace.Resume(run.Journal.LatestTrace, "run resume");
            var resume = new ResumeRun { RunId = run.CorrelationId };
            await bus.PublishInTime(resume, id: null, mandatory: true, stoppingToken);
        }
    }
}
