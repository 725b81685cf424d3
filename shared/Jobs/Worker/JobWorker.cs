using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Trainyard.Contracts;
using Trainyard.Jobs.Budget;
using Trainyard.Jobs.Store;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Jobs.Worker;

/// <summary>Claims stored jobs of one kind and has them run, as many at once as there are places.</summary>
internal sealed class JobWorker<TCommand>(
    JobStore<TCommand> store,
    JobKind<TCommand> kind,
    JobSignal<TCommand> signal,
    JobRunner<TCommand> runner,
    JobPublisher<TCommand> publisher,
    WorkBudget budget,
    IBusControl bus,
    IOptionsMonitor<JobSettings> options,
    TimeProvider time,
    ILogger<JobWorker<TCommand>> logger) : BackgroundService
    where TCommand : class
{
    private static readonly string Worker = $"{Environment.MachineName}/{Environment.ProcessId}";

    private readonly JobSettings _settings = options.Get(typeof(TCommand).Name);
    private bool _hasBrokenLeases;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var places = new SemaphoreSlim(_settings.Capacity);
        try
        {
            // Work begins when the bus has: a reply that nobody can hear is no reply.
            await bus.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
            while (_settings.Capacity > 0)
                await ClaimFor(places, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("No more {Kind} jobs are claimed: the process ends", kind.Name);
        }

        // What is under way hands its lease back, or stores its reply; with it goes its place.
        for (var place = 0; place < _settings.Capacity; place++)
            await places.WaitAsync(CancellationToken.None);
    }

    private async Task ClaimFor(SemaphoreSlim places, CancellationToken stopping)
    {
        await places.WaitAsync(stopping);
        var isTaken = false;
        try
        {
            var (claim, former, share) = await ClaimNext(stopping);
            isTaken = true;
            _ = Run();

            async Task Run()
            {
                await Task.WhenAll(MentionLoss(former), runner.Run(claim, share, stopping));
                budget.Return(share);
                places.Release();
            }
        }
        finally
        {
            if (!isTaken)
                places.Release();
        }
    }

    /// <summary>Waits for a job and claims it, with what it may take; also gives the job as it was before.</summary>
    private async Task<(JobDocument Claim, JobDocument Former, WorkShare Share)> ClaimNext(CancellationToken stopping)
    {
        while (true)
        {
            stopping.ThrowIfCancellationRequested();
            try
            {
                await BreakLeases(stopping);
                if (!await store.HasNext(stopping))
                    await signal.Wait(_settings.PollInterval, stopping);
                else if (await Claim(stopping) is { } claimed)
                    return claimed;
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                logger.LogWarning(
                    exception, "Looking for {Kind} jobs failed and goes on in {Interval}", kind.Name,
                    _settings.PollInterval);
                await Task.Delay(_settings.PollInterval, time, stopping);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogDebug(exception, "Looking for {Kind} jobs failed while the process ends", kind.Name);
            }
        }
    }

    /// <summary>Claims the next job once there is room for one, and not before: another process may have the room, and
    /// which is the next shows when there is.</summary>
    private async Task<(JobDocument Claim, JobDocument Former, WorkShare Share)?> Claim(CancellationToken stopping)
    {
        var share = await budget.Take(_settings.Memory ?? (kind.IsHeavy ? budget.Part : 0), stopping);
        var isTaken = false;
        try
        {
            while (await store.Next(stopping) is { } next)
            {
                if (await store.Claim(next, Worker, _settings.Lease, stopping) is not { } claim)
                    continue;
                isTaken = true;
                return (claim, next.Document, share);
            }

            return null;
        }
        finally
        {
            if (!isTaken)
                budget.Return(share);
        }
    }

    private async Task BreakLeases(CancellationToken stopping)
    {
        if (!_settings.BreakLeases || _hasBrokenLeases)
            return;
        await store.BreakLeases(stopping);
        _hasBrokenLeases = true;
    }

    /// <summary>By the clock of the wall, which may have been set back.</summary>
    private TimeSpan Elapsed(DateTimeOffset since) =>
        time.GetUtcNow() - since is var elapsed && elapsed > TimeSpan.Zero ? elapsed : TimeSpan.Zero;

    /// <summary>A worker that died can't say so itself.</summary>
    private async Task MentionLoss(JobDocument former)
    {
        if (former.State != JobState.Running || former.Attempt >= _settings.Attempts
            || kind.StepOf(former) is not { } step)
            return;
        using var activity = StoredTrace.Resume(former.Trace, $"{kind.Name} lost");
        await publisher.PublishLossy(
            new AttemptFailed
            {
                RunId = former.RunId!.Value,
                Step = step,
                Attempt = former.Attempt,
                Reason = "The worker died, or lost its lease.",
                RetryAfter = TimeSpan.Zero,
                Work = new WorkDone
                {
                    Service = kind.By.Service,
                    CodeVersion = kind.By.CodeVersion,
                    Worker = former.Worker!,
                    Attempt = former.Attempt,
                    StartedAt = former.ClaimedAt!.Value,
                    Elapsed = Elapsed(former.ClaimedAt.Value),
                },
            }, CancellationToken.None);
    }
}
