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
    ILogger<RunResumer> logger) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>A run is resumed once by each process, however often it is told.</summary>
    private readonly Guid _process = Guid.NewGuid();

    /// <summary>The runs that waited before this process did anything: one that begins later has lost
    /// nothing.</summary>
    private IReadOnlyList<WaitingRun>? _waiting;

    /// <summary>Looks before anything else starts.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (settings.Transport == BusTransport.InMemory)
            await TryRead(cancellationToken);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Transport != BusTransport.InMemory)
            return;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken);
        while (_waiting is null && !await TryRead(stoppingToken))
            await Task.Delay(Interval, time, stoppingToken);
        foreach (var run in _waiting!)
        {
            logger.LogInformation("Going on with run {RunId} of {Pipeline} at {Step}", run.Id, run.Pipeline, run.Step);
            while (!await TryResume(run, stoppingToken))
                await Task.Delay(Interval, time, stoppingToken);
        }
    }

    /// <summary>False when the bus has no time for it, as on a machine that is very busy.</summary>
    private async Task<bool> TryResume(WaitingRun run, CancellationToken cancellation)
    {
        try
        {
            using var activity = StoredTrace.Resume(run.Trace, "run resume");
            var resume = new ResumeRun { RunId = run.Id };
            var id = MessageId.About("resume", $"{run.Id}", $"{_process}");
            await bus.PublishInTime(resume, id, mandatory: true, cancellation);
            return true;
        }
        catch (BusTimeoutException exception)
        {
            logger.LogWarning(exception, "Run {RunId} is resumed again in {Interval}", run.Id, Interval);
            return false;
        }
    }

    /// <summary>False when the store is away; then no run gets any further either.</summary>
    private async Task<bool> TryRead(CancellationToken cancellation)
    {
        try
        {
            var query = new DocumentQuery { OrderBy = "deadline" }.AtLeast("deadline", DateTimeOffset.UnixEpoch);
            var waiting = new List<WaitingRun>();
            await foreach (var run in runs.All(query, cancellation))
                waiting.Add(new(run.CorrelationId, run.Pipeline, run.Step, run.Journal.LatestTrace));
            _waiting = waiting;
            return true;
        }
        catch (Exception exception) when (StoreOutage.Is(exception))
        {
            logger.LogWarning(
                exception, "The runs that were under way can't be read yet; the next try is in {Interval}", Interval);
            return false;
        }
    }

    /// <summary>What there is to say of a run that waits: there may be many.</summary>
    private sealed record WaitingRun(Guid Id, string Pipeline, Step Step, StoredTrace? Trace);
}
