using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Trainyard.Api;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;
using Trainyard.Persistence.Documents;
using Trainyard.Sagas;
using Trainyard.Pipeline.AcceptRequest;
using Trainyard.Pipeline.RunTraining;

namespace Trainyard.Cluster.Tests.Chaos.Schedules;

/// <summary>The real saga: state machine, partitioner, retries, store and journal.</summary>
internal sealed class PlayedPipeline : IAsyncDisposable
{
    private readonly MemoryDocuments<TrainingRun> _runs;
    private readonly MemoryDocuments<RecordPage<TrainingRun>> _pages;
    private readonly MemoryDocuments<RequestDocument> _requests;
    private readonly ServiceProvider _provider;
    private readonly Func<JournalSweeper<TrainingRun>> _sweeper;

    public PlayedPipeline(Network network, IBus bus, TimeProvider time, IArtifactStore artifacts, PlayedStore store)
    {
        _runs = new(TrainingRun.Collection, store);
        _pages = new(RecordPages.Beside(TrainingRun.Collection), store);
        _requests = new(RequestDocument.Collection, store);
        _sweeper = () => new(
            _runs,
            new SagaRecord<TrainingRun>(_pages),
            new JournalDispatcher<TrainingRun>(
                bus, ContractTypes.Find, IsCommand, NullLogger<JournalDispatcher<TrainingRun>>.Instance),
            time,
            NullLogger<JournalSweeper<TrainingRun>>.Instance);
        _provider = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton(bus)
            .AddSingleton(new Deadlines())
            .AddSingleton(new Texts(new TextSettings()))
            .AddSingleton(artifacts)
            .AddSingleton(new RequestSettings())
            .AddSingleton<RequestBounds>()
            .AddSingleton<RunStarter>()
            .AddSingleton<Intake>()
            .AddSingleton<IDocuments<RequestDocument>>(_requests)
            .AddSingleton<IDocuments<TrainingRun>>(_runs)
            .AddSingleton<IDocuments<RecordPage<TrainingRun>>>(_pages)
            .AddMediator(mediator =>
            {
                mediator.AddConsumer<TrainRequestConsumer>();
                mediator.AddSagaStateMachine<TrainingRunStateMachine, TrainingRun, TrainingRunDefinition>()
                    .DocumentRepository(ContractTypes.Find, IsCommand);
            })
            .BuildServiceProvider();
        var hears = _provider.GetRequiredService<TrainingRunStateMachine>().Events
            .Select(heard => heard.GetType())
            .Where(type => type.IsGenericType)
            .Select(type => type.GetGenericArguments()[0]);
        network.Queues.Add(new("train-requests", new HashSet<Type> { typeof(TrainRequested) }, (message, id) =>
            Deliver(network, message, id)));
        network.Queues.Add(new("training-runs", hears.ToHashSet(), (message, id) => Deliver(network, message, id)));
    }

    /// <summary>The runs that have begun.</summary>
    public IReadOnlyList<TrainingRun> Runs => _runs.All;

    /// <summary>All that a run heard and said; memory answers at once, where it is not away.</summary>
    public IReadOnlyList<JournalEntry> RecordOf(TrainingRun run) =>
        new SagaRecord<TrainingRun>(_pages).Read(run, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>What the sweeper does in a process that has just begun and knows nothing of what was sent.</summary>
    public Task Sweep() => _sweeper().Look(CancellationToken.None);

    public void Clear()
    {
        _requests.Clear();
        _runs.Clear();
        _pages.Clear();
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private async Task Deliver(Network network, object message, Guid id)
    {
        try
        {
            await _provider.GetRequiredService<IMediator>()
                .Publish(message, message.GetType(), publish => publish.MessageId = id);
        }
        catch (Exception exception) when (exception is UnknownRunException or StoreAwayException)
        {
            // The bus tries it again after a pause, or gives it back to its queue.
            network.Add($"{message.GetType().Name} once more to training-runs", () => Deliver(network, message, id));
        }
    }

    private static bool IsCommand(object message) => message is IRunCommand;
}
