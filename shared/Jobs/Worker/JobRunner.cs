using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Trainyard.Contracts;
using Trainyard.Jobs.Budget;
using Trainyard.Jobs.Store;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Jobs.Worker;

/// <summary>Takes one claim to its end: keeps the lease, runs the work, stores what came of it, and says so.</summary>
internal sealed class JobRunner<TCommand>(
    JobStore<TCommand> store,
    JobKind<TCommand> kind,
    JobSignal<TCommand> signal,
    JobPublisher<TCommand> publisher,
    IServiceScopeFactory scopes,
    IOptionsMonitor<JobSettings> options,
    TimeProvider time,
    ILogger<JobRunner<TCommand>> logger)
    where TCommand : class
{
    /// <summary>How long storing the last checkpoint may hold up the end of the process.</summary>
    private static readonly TimeSpan LastCheckpoint = TimeSpan.FromSeconds(5);

    private readonly JobSettings _settings = options.Get(typeof(TCommand).Name);

    /// <summary>Never fails: what can't be stored is found by whoever claims the job when the lease is over.</summary>
    /// <param name="claim">The job as this worker holds it.</param>
    /// <param name="share">What it may take.</param>
    /// <param name="stopping">The process ends.</param>
    public async Task Run(JobDocument claim, WorkShare share, CancellationToken stopping)
    {
        using var activity = Begin(claim);
        using var lost = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(lost.Token, stopping);
        signal.Enter(claim.RunId, claim.Id, lost);
        var keeping = Task.WhenAll(KeepLease(claim, lost), SayBegun(claim, lost.Token));
        var checkpoints = new Checkpoints(
            claim, store.Keep, _settings.Checkpoint, time, logger, stopping, lost.Token);
        try
        {
            var context = new RunningJob(
                kind.By, claim, share, checkpoints,
                message => publisher.PublishLossy(message, CancellationToken.None), time);
            await Carry(claim, context, checkpoints, (stop.Token, lost.Token, stopping));
        }
        catch (Exception exception)
        {
            logger.LogError(
                exception, "What became of {JobId} could not be stored; it is claimed again after its lease", claim.Id);
        }
        finally
        {
            signal.Leave(claim.RunId, claim.Id);
            await lost.CancelAsync();
            await keeping;
            await WhileStopping(checkpoints.Settled());
        }
    }

    /// <summary>A store of blobs that hangs hears of nothing, and the place is for others: what it stores late is left
    /// out, since the lease is gone.</summary>
    private async Task WhileStopping(Task last) =>
        await Task.WhenAny(last, Task.Delay(_settings.StopLimit, time, CancellationToken.None));

    private Activity? Begin(JobDocument claim)
    {
        var activity = StoredTrace.Begin(claim.Trace, $"{kind.Name} attempt", ActivityKind.Consumer);
        if (activity is not { IsAllDataRequested: true })
            return activity;
        return activity.SetTag("trainyard.job", claim.Id).SetTag("trainyard.run", claim.RunId)
            .SetTag("trainyard.kind", kind.Name).SetTag("trainyard.attempt", claim.Attempt);
    }

    private async Task Carry(
        JobDocument claim, RunningJob context, Checkpoints checkpoints,
        (CancellationToken Any, CancellationToken Lost, CancellationToken Stopping) ends)
    {
        var (stop, lost, stopping) = ends;
        try
        {
            var reply = await WhileWaitedFor(Task.Run(() => Work(claim, context, stop), CancellationToken.None), lost);
            await Finish(claim, kind.IsOwn ? null : JobReply.Of(reply), null, stopping);
        }
        catch (Exception exception) when (stop.IsCancellationRequested && exception is not StepFaultException)
        {
            // Native code has its own exceptions for being interrupted, so any will do.
            if (stopping.IsCancellationRequested)
            {
                // The next worker goes on from what this one has just put together.
                await Task.WhenAny(checkpoints.Settled(), Task.Delay(LastCheckpoint, time, CancellationToken.None));
                await store.Release(claim, TimeSpan.Zero, countsAsAttempt: false, CancellationToken.None);
            }

            logger.LogInformation("Stopped {JobId}: {Reason}", claim.Id,
                stopping.IsCancellationRequested ? "this process ends" : "its run, or this worker, has it no more");
        }
        catch (Exception exception)
        {
            SayFailed(claim, exception);
            Activity.Current?.SetStatus(ActivityStatusCode.Error, Reasons.Of(exception));
            await Fail(claim, context, exception, stopping);
        }
    }

    /// <summary>A refusal is an answer and no defect, and so is an outage: where it was thrown is of no use to anybody.
    /// An outage that is waited out alarms nobody.</summary>
    private void SayFailed(JobDocument claim, Exception exception)
    {
        var level = exception is not OutageException ? LogLevel.Error
            : claim.Attempt < _settings.Attempts ? LogLevel.Information
            : LogLevel.Warning;
        logger.Log(
            level, exception is StepFaultException or OutageException ? null : exception,
            "Attempt {Attempt} at {JobId} failed: {Reason}", claim.Attempt, claim.Id, exception.Message);
    }

    /// <summary>What the work gives; or, where nobody waits for it any more and it hears of nothing, that it was
    /// stopped, for the sake of those who wait for its place. It goes on beside them, and changes nothing: the fence
    /// keeps its reply out.</summary>
    private async Task<IMessage> WhileWaitedFor(Task<IMessage> work, CancellationToken lost)
    {
        await using var limit = new StopLimit(_settings.StopLimit, time, lost);
        if (await Task.WhenAny(work, limit.IsOver) == work)
            return await work;
        logger.LogWarning(
            "{Kind} work was told to stop {Interval} ago and still hangs; its place is given to others", kind.Name,
            _settings.StopLimit);
        _ = work.ContinueWith(
            late => logger.LogInformation(late.Exception, "{Kind} work that hung has ended", kind.Name),
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        throw new OperationCanceledException(lost);
    }

    private async Task<IMessage> Work(JobDocument claim, RunningJob context, CancellationToken cancellation)
    {
        if (claim.Attempt > _settings.Attempts)
        {
            throw new StepFaultException(
                $"The worker died, or lost its lease, on the last of {_settings.Attempts} attempts.");
        }

        var command = claim.Command.Deserialize<TCommand>(JobJson.Options)
            ?? throw new StepFaultException("The stored command is empty.");
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IJob<TCommand>>().Run(command, context, cancellation);
    }

    /// <summary>What an attempt before this one may have done without having said so.</summary>
    private async Task<IMessage?> Effect(JobDocument claim, RunningJob context)
    {
        await using var scope = scopes.CreateAsyncScope();
        return scope.ServiceProvider.GetRequiredService<IJob<TCommand>>() is IJobWithEffect<TCommand> job
            && claim.Command.Deserialize<TCommand>(JobJson.Options) is { } command
                ? await job.Effect(command, context, CancellationToken.None)
                : null;
    }

    /// <summary>Whether there is an effect shows when the store is back. A question that fails otherwise would fail for
    /// ever, and whoever waits would hear nothing: then there is none to tell of.</summary>
    private async Task<IMessage?> TryEffect(JobDocument claim, RunningJob context)
    {
        try
        {
            return await Effect(claim, context);
        }
        catch (Exception exception) when (!StoreOutage.Is(exception))
        {
            logger.LogError(exception, "Whether {JobId} had an effect can't be told; it counts as failed", claim.Id);
            return null;
        }
    }

    private async Task Finish(JobDocument claim, JobReply? reply, string? failure, CancellationToken stopping)
    {
        var done = await Stored(() => store.Complete(claim, reply, failure, CancellationToken.None), claim, stopping);
        if (done is null)
            logger.LogWarning("The lease of {JobId} went to somebody else; its result is left out", claim.Id);
        else if (failure is null)
            logger.LogInformation(
                "Did {Kind} for run {RunId} in {Elapsed}, attempt {Attempt}", kind.Name, claim.RunId,
                time.GetUtcNow() - claim.ClaimedAt, claim.Attempt);
        if (done is not null && reply is not null)
            await publisher.TryReply(done, CancellationToken.None);
    }

    private async Task Fail(JobDocument claim, RunningJob context, Exception exception, CancellationToken stopping)
    {
        var reason = Reasons.Of(exception);
        if (exception is StepFaultException || claim.Attempt >= _settings.Attempts)
        {
            if (await Stored(() => TryEffect(claim, context), claim, stopping) is { } effect)
            {
                await Finish(claim, JobReply.Of(effect), null, stopping);
                return;
            }

            var fault = kind.Fault(claim, reason, context.Work);
            await Finish(claim, fault is null ? null : JobReply.Of(fault), reason, stopping);
            return;
        }

        var pause = _settings.RetryAfter * Math.Pow(2, claim.Attempt - 1);
        var released = await Stored(
            () => store.Release(claim, pause, countsAsAttempt: true, CancellationToken.None, reason), claim, stopping);
        if (released is not null && kind.StepOf(claim) is { } step)
        {
            await publisher.PublishLossy(new AttemptFailed
            {
                RunId = claim.RunId!.Value, Step = step, Attempt = claim.Attempt, Reason = reason, RetryAfter = pause,
                Work = context.Work,
            }, CancellationToken.None);
        }
    }

    /// <summary>Work that is done is not done again because the store is away for a while.</summary>
    private async Task<T?> Stored<T>(Func<Task<T?>> write, JobDocument claim, CancellationToken stopping)
        where T : class
    {
        while (true)
        {
            try
            {
                return await write();
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                logger.LogWarning(
                    exception, "What became of {JobId} is stored again in {Interval}", claim.Id,
                    _settings.PollInterval);
                await Task.Delay(_settings.PollInterval, time, stopping)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                // Whoever hears of it is to hear why, and not that the process ended meanwhile.
                if (stopping.IsCancellationRequested)
                    throw;
            }
        }
    }

    /// <summary>Says that the work has begun, once it has gone on for a while: most work is over before anybody could
    /// wait for it in vain.</summary>
    private async Task SayBegun(JobDocument claim, CancellationToken lost)
    {
        if (kind.StepOf(claim) is not { } step)
            return;
        var begun = new StepBegun { RunId = claim.RunId!.Value, Step = step, Attempt = claim.Attempt };
        try
        {
            do
                await Task.Delay(_settings.PollInterval, time, lost);
            while (!await publisher.PublishLossy(begun, lost));
        }
        catch (OperationCanceledException)
        {
            logger.LogDebug("The work at {JobId} was over before it was said that it had begun", claim.Id);
        }
    }

    /// <summary>Renews the lease until the work ends, and ends the work when the lease is lost. An outage of the store
    /// is no reason to: whether the lease still holds shows when it is back, and the fence guards the reply until
    /// then.</summary>
    private async Task KeepLease(JobDocument claim, CancellationTokenSource lost)
    {
        while (!lost.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(_settings.PollInterval, time, lost.Token);
                if (!await store.Renew(claim, _settings.Lease, lost.Token))
                    await lost.CancelAsync();
            }
            catch (Exception exception)
            {
                if (!lost.IsCancellationRequested)
                    logger.LogWarning(exception, "The lease of {JobId} could not be renewed yet", claim.Id);
            }
        }
    }
}
