using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Jobs.Budget;
using Trainyard.Jobs.Store;
using Trainyard.Jobs.Worker;
using Trainyard.Persistence;
using Trainyard.Persistence.Documents;
using JobContext = Trainyard.Jobs.JobContext;

namespace Trainyard.Cluster.Tests.Chaos.Schedules;

/// <summary>A worker for commands of one kind, whatever the kind.</summary>
internal interface IPlayedWorker : IAsyncDisposable
{
    /// <summary>All its jobs.</summary>
    IEnumerable<JobDocument> Jobs { get; }

    /// <summary>Looks for work, and publishes replies that are not known to be published, if they are due.</summary>
    Task Sweep();

    /// <summary>The process of the worker is asked to end once the work under way, or the next, is done, and before
    /// what came of it is stored.</summary>
    void StopBeforeItIsStored();

    void Clear();
}

/// <summary>
/// The real consumers, store and runner of one kind of job. What a worker does by itself, looking for work and ending
/// it, happens when the schedule lets it, so that anything may come in between.
/// </summary>
internal sealed class PlayedWorker<TCommand> : IPlayedWorker
    where TCommand : class, ICommand
{
    private static readonly string Name = typeof(TCommand).Name;

    private readonly MemoryDocuments<JobDocument> _jobs;
    private readonly MemoryDocuments<StoppedRun> _stopped;
    private readonly ServiceProvider _provider;
    private readonly Network _network;
    private readonly FakeTimeProvider _time;
    private readonly PlayedStore _store;
    private Attempt? _underWay;
    private bool _stops;

    /// <param name="network">Where its commands come from.</param>
    /// <param name="bus">Where its replies go.</param>
    /// <param name="time">The time.</param>
    /// <param name="store">Where its jobs are.</param>
    /// <param name="job">The work.</param>
    /// <param name="mayBeStopped">Whether what stops the run stops the work.</param>
    public PlayedWorker(
        Network network, IBus bus, FakeTimeProvider time, PlayedStore store, IJob<TCommand> job, bool mayBeStopped)
    {
        (_network, _time, _store) = (network, time, store);
        (_jobs, _stopped) = (new(JobDocument.Collection, store), new(StoppedRun.Collection, store));
        _provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(bus)
            .AddSingleton(new JobKind<TCommand>(command => command.Key, new Performer("played", null))
            {
                Step = Sequence.OfCommand(typeof(TCommand))?.Step, Run = command => command.Run,
            })
            .AddSingleton<IDocuments<JobDocument>>(_jobs)
            .AddSingleton<IDocuments<StoppedRun>>(_stopped)
            .AddSingleton<JobStore<TCommand>>()
            .AddSingleton<JobSignal<TCommand>>()
            .AddSingleton<JobPublisher<TCommand>>()
            .AddSingleton<JobRunner<TCommand>>()
            .AddSingleton<IHostedService, ReplySweeper<TCommand>>()
            .AddSingleton<IJob<TCommand>>(new HeldJob(this, job))
            .Configure<JobSettings>(Name, jobs =>
                (jobs.RetryAfter, jobs.Lease, jobs.PollInterval) =
                    (TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1)))
            .AddMediator(mediator =>
            {
                mediator.AddConsumer<JobConsumer<TCommand>>();
                if (mayBeStopped)
                    mediator.AddConsumer<StopConsumer<TCommand>>();
            })
            .BuildServiceProvider();
        HashSet<Type> hears = mayBeStopped ? [typeof(TCommand), typeof(StopWork)] : [typeof(TCommand)];
        network.Queues.Add(new(JobQueue.NameOf<TCommand>(), hears, Deliver));
    }

    public IEnumerable<JobDocument> Jobs => _jobs.All;

    private JobStore<TCommand> Store => _provider.GetRequiredService<JobStore<TCommand>>();

    public Task Sweep()
    {
        LookIfNeeded();
        return ((RecurringWork)_provider.GetRequiredService<IHostedService>()).Look(CancellationToken.None);
    }

    public void StopBeforeItIsStored() => _stops = true;

    public void Clear()
    {
        _stops = false;
        _jobs.Clear();
        _stopped.Clear();
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private async Task Deliver(object message, Guid id)
    {
        await _provider.GetRequiredService<IMediator>()
            .Publish(message, message.GetType(), publish => publish.MessageId = id);
        LookIfNeeded();
    }

    private void LookIfNeeded()
    {
        // One whose worker could not even let go of it is anybody's once its lease is over.
        if (_underWay is null && Jobs.Any(job => job.State == JobState.Waiting
            || (job.State == JobState.Running && job.DueAt <= _time.GetUtcNow())))
            _network.Add($"{Name} is looked for", Begin);
    }

    private async Task Begin()
    {
        if (_underWay is not null) return;
        if (await Claimed() is not { } claim)
        {
            // Somebody's lease is waited for, from when it was first seen.
            if (!Jobs.Any(job => job.State == JobState.Waiting))
                _time.Advance(TimeSpan.FromMinutes(1));
            LookIfNeeded();
            return;
        }

        var attempt = _underWay = new Attempt();
        var running = _provider.GetRequiredService<JobRunner<TCommand>>()
            .Run(claim, WorkShare.OfWorkAlone, attempt.Stopping.Token);
        _network.Add($"{Name} does the work of attempt {claim.Attempt}", async () =>
        {
            attempt.Begin.SetResult();
            await Task.WhenAny(attempt.Done.Task, Over(running));
            _network.Add($"{Name} ends its attempt {claim.Attempt}", () => End(attempt, running));
        });
    }

    private async Task<JobDocument?> Claimed()
    {
        try
        {
            return await Store.Next(CancellationToken.None) is { } next
                ? await Store.Claim(next, "node-1/42", TimeSpan.FromMinutes(10), CancellationToken.None)
                : null;
        }
        catch (StoreAwayException)
        {
            return null; // A worker looks again.
        }
    }

    private async Task End(Attempt attempt, Task running)
    {
        if (_stops && attempt.Done.Task.IsCompleted && !running.IsCompleted)
        {
            _network.Trace.Add($"{Name} is told to stop with its process");
            _stops = false;
            await attempt.Stopping.CancelAsync();
        }

        attempt.End.SetResult();
        await Over(running);
        _underWay = null;
        LookIfNeeded();
    }

    /// <summary>Ends with the attempt. One that waits for the store to be back needs time to pass.</summary>
    private async Task Over(Task running)
    {
        var patience = TimeSpan.FromMilliseconds(10);
        while (await Task.WhenAny(running, Task.Delay(patience, TimeProvider.System)) != running)
        {
            if (_store.WasAway)
                _time.Advance(TimeSpan.FromMinutes(1));
        }

        await running;
    }

    /// <summary>The stations of an attempt, which it comes to when the schedule says so.</summary>
    private sealed class Attempt
    {
        public TaskCompletionSource Begin { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationTokenSource Stopping { get; } = new();
    }

    /// <summary>Work that is done, and that ends, when the schedule says so, or when it is stopped.</summary>
    private sealed class HeldJob(PlayedWorker<TCommand> worker, IJob<TCommand> job)
        : IJob<TCommand>, IJobWithEffect<TCommand>
    {
        public async Task<IMessage> Run(TCommand command, JobContext context, CancellationToken cancellation)
        {
            var attempt = worker._underWay!;
            await attempt.Begin.Task.WaitAsync(cancellation);
            cancellation.ThrowIfCancellationRequested();
            var reply = await job.Run(command, context, cancellation);
            attempt.Done.SetResult();
            await attempt.End.Task.WaitAsync(cancellation);
            return reply;
        }

        public Task<IMessage?> Effect(TCommand command, JobContext context, CancellationToken cancellation) =>
            job is IJobWithEffect<TCommand> effective
                ? effective.Effect(command, context, cancellation)
                : Task.FromResult<IMessage?>(null);
    }
}

/// <summary>Work that is played.</summary>
internal sealed class PlayedJob<TCommand>(Func<TCommand, JobContext, IMessage> work) : IJob<TCommand>
    where TCommand : class
{
    public Task<IMessage> Run(TCommand command, JobContext job, CancellationToken cancellation) =>
        Task.FromResult(work(command, job));
}
