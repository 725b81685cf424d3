using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Trainyard.Persistence.Documents;
using Trainyard.Sagas;
using Trainyard.Support;

namespace Trainyard.Sagas.Tests;

/// <summary>A process with the saga: a bus of its own, in memory, and a store that it may share with others.</summary>
internal sealed class SagaHost : IAsyncDisposable
{
    private readonly ServiceProvider _provider;
    private readonly Road _road = new();

    private SagaHost(IDocuments<Tally> tallies, IDocuments<RecordPage<Tally>> pages)
    {
        Time = new JumpingTime(TimeProvider.System.GetUtcNow());
        _provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(tallies)
            .AddSingleton(pages)
            .AddSingleton(Received)
            .AddMassTransit(bus =>
            {
                bus.DisableUsageTelemetry();
                bus.AddSagaStateMachine<TallyStateMachine, Tally, TallyDefinition>().DocumentRepository(
                    name => Array.Find([typeof(Counted), typeof(Summed)], type => type.Name == name), _ => false);
                // One at a time, and so in the order in which they were sent.
                bus.AddConsumer<Listener>().Endpoint(endpoint => endpoint.ConcurrentMessageLimit = 1);
                bus.UsingInMemory((context, memory) =>
                {
                    memory.ConnectPublishObserver(_road);
                    memory.ConfigureEndpoints(context);
                });
            })
            .BuildServiceProvider();
    }

    public JumpingTime Time { get; }

    public ConcurrentQueue<(object Message, Guid? Id)> Received { get; } = new();

    public IBus Bus => _provider.GetRequiredService<IBus>();

    public static Task<SagaHost> Start(IDocumentDatabase database) =>
        Start(database.Collection(Tally.Collection), database.Collection(RecordPages.Beside(Tally.Collection)));

    public static async Task<SagaHost> Start(IDocuments<Tally> tallies, IDocuments<RecordPage<Tally>> pages)
    {
        var host = new SagaHost(tallies, pages);
        await host._provider.GetRequiredService<IBusControl>().StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>From now on, what one saga says, or any, does not get through.</summary>
    public void Block(Guid? saga = null) => _road.Blocked = message =>
        message is Counted counted && (saga ?? counted.Id) == counted.Id
        || message is Summed summed && (saga ?? summed.Id) == summed.Id;

    /// <summary>From now on, no message of a kind gets through.</summary>
    public void Block<T>() => _road.Blocked = message => message is T;

    public void Unblock() => _road.Blocked = _ => false;

    /// <summary>Waits until so many messages did not get through.</summary>
    public Task UntilBlocked(int count) => Until(() => Task.FromResult(_road.Refused >= count ? _road : null));

    /// <summary>Lets time pass, and the sweeper look.</summary>
    public async Task Sweep(TimeSpan later)
    {
        Time.Advance(later);
        var sweeper = _provider.GetServices<IHostedService>().OfType<JournalSweeper<Tally>>().Single();
        await sweeper.Look(TestContext.Current.CancellationToken);
    }

    /// <summary>Stops the sweeper, as the end of a process does.</summary>
    public Task StopSweeping() => _provider.GetServices<IHostedService>().OfType<JournalSweeper<Tally>>().Single()
        .StopAsync(TestContext.Current.CancellationToken);

    /// <summary>Waits until so many messages were heard, and gives them.</summary>
    public Task<IReadOnlyList<(object Message, Guid? Id)>> UntilHeard(int count) =>
        Until(() => Task.FromResult<IReadOnlyList<(object Message, Guid? Id)>?>(
            Received.Count >= count ? [.. Received] : null));

    public static async Task<T> Until<T>(Func<Task<T?>> find)
        where T : class
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            if (await find() is { } found)
                return found;
            await tick.WaitForNextTickAsync(deadline.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.GetRequiredService<IBusControl>().StopAsync();
        await _provider.DisposeAsync();
    }

    private sealed class Road : IPublishObserver
    {
        public Func<object, bool> Blocked { get; set; } = _ => false;

        public int Refused { get; private set; }

        public Task PrePublish<T>(PublishContext<T> context)
            where T : class
        {
            if (!Blocked(context.Message))
                return Task.CompletedTask;
            Refused++;
            throw new IOException("The road is blocked.");
        }

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}

/// <summary>Hears all that the saga says, in order, and what became a fault.</summary>
internal sealed class Listener(ConcurrentQueue<(object Message, Guid? Id)> heard) :
    IConsumer<Counted>, IConsumer<Summed>, IConsumer<Fault<Count>>, IConsumer<Fault<Break>>
{
    public Task Consume(ConsumeContext<Counted> context) => Hear(context);

    public Task Consume(ConsumeContext<Summed> context) => Hear(context);

    public Task Consume(ConsumeContext<Fault<Count>> context) => Hear(context);

    public Task Consume(ConsumeContext<Fault<Break>> context) => Hear(context);

    private Task Hear<T>(ConsumeContext<T> context)
        where T : class
    {
        heard.Enqueue((context.Message, context.MessageId));
        return Task.CompletedTask;
    }
}
