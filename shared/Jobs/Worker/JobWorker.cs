using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Jobs.Store;

namespace Trainyard.Jobs.Worker;

/// <summary>Works on the stored jobs of one kind: claims, renews, runs, stores the answer, publishes it.</summary>
internal sealed class JobWorker<TOrder>(
    JobStore<TOrder> store,
    JobKind<TOrder> kind,
    JobBell<TOrder> bell,
    IServiceScopeFactory scopes,
    IBus bus,
    IOptionsMonitor<JobSettings> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<JobWorker<TOrder>> logger) : BackgroundService
    where TOrder : class, IRunMessage
{
    private static readonly string Worker = $"{Environment.MachineName}/{Environment.ProcessId}";

    private readonly JobSettings _settings = options.Get(typeof(TOrder).Name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_settings.Capacity == 0)
            return;
        using var places = new SemaphoreSlim(_settings.Capacity);
        var underWay = new HashSet<Task>();
        try
        {
            await Started(stoppingToken);
            if (_settings.BreakLeases)
                await store.BreakLeases(stoppingToken);
            while (true)
            {
                await places.WaitAsync(stoppingToken);
                var claim = await ClaimNext(stoppingToken);
                var work = Work(claim, places, stoppingToken);
                lock (underWay)
                    underWay.Add(work);
                _ = work.ContinueWith(done => { lock (underWay) underWay.Remove(done); }, TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Task[] rest;
            lock (underWay)
                rest = [.. underWay];
            await Task.WhenAll(rest);
        }
    }

    /// <summary>Work begins when the bus has: an answer that nobody can hear is no answer.</summary>
    private async Task Started(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(cancellation);
    }

    private async Task<JobDocument> ClaimNext(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                var next = await store.Next(cancellation);
                if (next is null)
                    await bell.Wait(_settings.Pulse, cancellation);
                else if (next.Document.State == JobState.Done)
                    await PublishAnswer(next.Document, cancellation);
                else if (await store.Claim(next, Worker, _settings.Lease, cancellation) is { } claim)
                    return claim;
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                logger.LogWarning(exception, "Looking for {Kind} jobs failed and goes on in {Pulse}", kind.Name, _settings.Pulse);
                await Task.Delay(_settings.Pulse, time, cancellation);
            }
        }
    }

    private async Task Work(JobDocument claim, SemaphoreSlim places, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        bell.Enter(claim.RunId, claim.Id, stop);
        var renewing = KeepLease(claim, stop);
        var context = new RunningJob(kind.Service, Worker, claim.Attempt, bus, time, logger);
        try
        {
            await Task.Yield();
            var answer = await Run(claim, context, stop.Token);
            if (await store.Complete(claim, answer, CancellationToken.None) is { } done)
                await Guarded(() => PublishAnswer(done, stopping), claim);
            else
                logger.LogWarning("The lease of {JobId} went to somebody else; its result is left out", claim.Id);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await store.Release(claim, TimeSpan.Zero, countsAsAttempt: false, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            logger.LogInformation("Stopped {JobId}: its run needs it no more", claim.Id);
        }
        catch (Exception exception)
        {
            await Guarded(() => Fail(claim, context, exception), claim);
        }
        finally
        {
            bell.Leave(claim.RunId, claim.Id);
            await stop.CancelAsync();
            await renewing;
            places.Release();
        }
    }

    private async Task<IRunMessage> Run(JobDocument claim, RunningJob context, CancellationToken cancellation)
    {
        if (claim.Attempt > _settings.Attempts)
            throw new StepFaultException($"The worker died or lost its lease on each of {_settings.Attempts} attempts.");
        var order = claim.Order.Deserialize<TOrder>(JobJson.Options)
            ?? throw new StepFaultException("The stored order is empty.");
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IJob<TOrder>>().Run(order, context, cancellation);
    }

    private async Task Fail(JobDocument claim, RunningJob context, Exception exception)
    {
        var isFinal = exception is StepFaultException || claim.Attempt >= _settings.Attempts;
        logger.LogError(exception, "Attempt {Attempt} at {JobId} failed", claim.Attempt, claim.Id);
        if (!isFinal)
        {
            var pause = _settings.RetryAfter * Math.Pow(2, claim.Attempt - 1);
            await store.Release(claim, pause, countsAsAttempt: true, CancellationToken.None);
            if (kind.Step is { } step)
            {
                context.Report(new AttemptFailed
                {
                    RunId = claim.RunId, Step = step, Attempt = claim.Attempt, Reason = Reasons.Of(exception),
                    RetryAfter = pause, Work = context.Work,
                });
            }
        }
        else
        {
            var fault = kind.Step is not { } step ? null : new StepFaulted
            {
                RunId = claim.RunId, Step = step, Reason = Reasons.Of(exception), Work = context.Work,
            };
            if (await store.Complete(claim, fault, CancellationToken.None) is { } done)
                await PublishAnswer(done, CancellationToken.None);
        }
    }

    /// <summary>Publishes a stored answer. Where that fails it stays due, and is published again.</summary>
    private async Task PublishAnswer(JobDocument done, CancellationToken cancellation)
    {
        if (done.Answer is { } stored && ContractTypes.Find(done.AnswerType ?? "") is { } type)
        {
            var answer = stored.Deserialize(type, JobJson.Options)!;
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            deadline.CancelAfter(TimeSpan.FromSeconds(10));
            await bus.Publish(answer, type, publish => publish.MessageId = done.AnswerId, deadline.Token);
        }

        await store.MarkPublished(done, cancellation);
    }

    private async Task KeepLease(JobDocument claim, CancellationTokenSource stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_settings.Pulse, time, stop.Token);
                if (!await store.Renew(claim, _settings.Lease, stop.Token))
                {
                    await stop.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "The lease of {JobId} could not be renewed; the work on it stops", claim.Id);
            await stop.CancelAsync();
        }
    }

    private async Task Guarded(Func<Task> action, JobDocument claim)
    {
        try
        {
            await action();
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "What became of {JobId} could not be stored or told; it is tried again when due", claim.Id);
        }
    }
}
