using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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

    /// <summary>Publishes replies that are not known to be published, if they are due.</summary>
    Task Sweep();

    void Clear();
}

/// <summary>
/// The real consumers, store and runner of one kind of job. What a worker does by itself, looking for work and ending
/// it, happens when the schedule lets it, so that anything may come in between.
/// </summary>
internal sealed class PlayedWorker<TCommand> : IPlayedWorker
    where TCommand : class
{
    private static readonly string Name = typeof(TCommand).Name;

    private readonly MemoryDocuments<JobDocument> _jobs = new(JobDocument.Collection);
    private readonly MemoryDocuments<StoppedRun> _stopped = new(StoppedRun.Collection);
    private readonly ServiceProvider _provider;
    private readonly Network _network;
    private TaskCompletionSource? _underWay;

    public PlayedWorker(
        Network network, IBus bus, TimeProvider time, JobKind<TCommand> kind,
        Func<TCommand, JobContext, Task<IMessage>> work)
    {
        _network = network;
        _provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton(bus)
            .AddSingleton(kind)
            .AddSingleton<IDocuments<JobDocument>>(_jobs)
            .AddSingleton<IDocuments<StoppedRun>>(_stopped)
            .AddSingleton<JobStore<TCommand>>()
            .AddSingleton<JobSignal<TCommand>>()
            .AddSingleton<JobPublisher<TCommand>>()
            .AddSingleton<JobRunner<TCommand>>()
            .AddSingleton<IHostedService, ReplySweeper<TCommand>>()
            .AddSingleton<IJob<TCommand>>(new HeldJob(this, work))
            .Configure<JobSettings>(Name, jobs =>
                (jobs.RetryAfter, jobs.Lease, jobs.PollInterval) =
                    (TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1)))
            .AddMediator(mediator =>
            {
                mediator.AddConsumer<JobConsumer<TCommand>>();
                mediator.AddConsumer<StopConsumer<TCommand>>();
            })
            .BuildServiceProvider();
        var hears = new HashSet<Type> { typeof(TCommand), typeof(StopWork) };
        network.Queues.Add(new(JobQueue.NameOf<TCommand>(), hears, Deliver));
    }

    public IEnumerable<JobDocument> Jobs => _jobs.All;

    private JobStore<TCommand> Store => _provider.GetRequiredService<JobStore<TCommand>>();

    public Task Sweep() =>
        ((RecurringWork)_provider.GetRequiredService<IHostedService>()).Look(CancellationToken.None);

    public void Clear()
    {
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
        if (_underWay is null && Jobs.Any(job => job.State == JobState.Waiting))
            _network.Add($"{Name} is looked for", Begin);
    }

    private async Task Begin()
    {
        if (_underWay is not null) return;
        if (await Store.Next(CancellationToken.None) is not { } next
            || await Store.Claim(next, "node-1/42", TimeSpan.FromMinutes(10), CancellationToken.None) is not { } claim)
        {
            LookIfNeeded();
            return;
        }

        var underWay = _underWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = _provider.GetRequiredService<JobRunner<TCommand>>()
            .Run(claim, WorkShare.OfWorkAlone, CancellationToken.None);
        _network.Add($"{Name} ends its attempt {claim.Attempt}", async () =>
        {
            underWay.SetResult();
            await running;
            _underWay = null;
            LookIfNeeded();
        });
    }

    /// <summary>Work that ends when the schedule says so, or when it is stopped.</summary>
    private sealed class HeldJob(PlayedWorker<TCommand> worker, Func<TCommand, JobContext, Task<IMessage>> work)
        : IJob<TCommand>
    {
        public async Task<IMessage> Run(TCommand command, JobContext job, CancellationToken cancellation)
        {
            await worker._underWay!.Task.WaitAsync(cancellation);
            cancellation.ThrowIfCancellationRequested();
            return await work(command, job);
        }
    }
}
