using System.Text.Json.Serialization;
using MassTransit;
using MassTransit.Middleware;
using Trainyard.Persistence.Documents;
using Trainyard.Sagas;

namespace Trainyard.Sagas.Tests;

public sealed record Count(Guid Id, int Number);

public sealed record Resend(Guid Id);

public sealed record Break(Guid Id);

public sealed record Finish(Guid Id);

public sealed record Counted(Guid Id, int Number);

public sealed record Summed(Guid Id, int Sum);

/// <summary>A saga that adds numbers, and says two things at each.</summary>
public sealed class Tally : IJournaledSaga
{
    public Guid CorrelationId { get; set; }

    public string State { get; set; } = "";

    public int Sum { get; set; }

    [JsonInclude]
    public Journal Journal { get; private set; } = new();

    public static DocumentCollection<Tally> Collection { get; } = new()
    {
        Name = "tallies",
        Id = tally => tally.CorrelationId.ToString(),
        Indexes = [new(SagaIndexes.Unsent, tally => tally.Journal.UndispatchedSince)],
    };
}

internal sealed class TallyStateMachine : MassTransitStateMachine<Tally>
{
    public TallyStateMachine()
    {
        InstanceState(tally => tally.State);
        Event(() => Counting, e => e.CorrelateById(m => m.Message.Id));
        Event(() => AskedAgain, e => e.CorrelateById(m => m.Message.Id));
        Event(() => Breaking, e => e.CorrelateById(m => m.Message.Id));
        Event(() => Finishing, e => e.CorrelateById(m => m.Message.Id));

        Initially(
            When(Counting).Then(Add).TransitionTo(Open),
            When(Finishing).Finalize());
        During(
            Open,
            When(Counting).Then(Add),
            When(AskedAgain).Then(context => context.Saga.Journal.Resend()),
            When(Breaking).Then(Add).Then(_ => throw new InvalidOperationException("Broken.")),
            When(Finishing).Finalize());
        SetCompletedWhenFinalized();
    }

    public State Open { get; private set; } = null!;

    public Event<Count> Counting { get; private set; } = null!;

    public Event<Resend> AskedAgain { get; private set; } = null!;

    public Event<Break> Breaking { get; private set; } = null!;

    public Event<Finish> Finishing { get; private set; } = null!;

    private static void Add(BehaviorContext<Tally, Count> context) => Add(context.Saga, context.Message.Number);

    private static void Add(BehaviorContext<Tally, Break> context) => Add(context.Saga, 1000);

    private static void Add(Tally tally, int number)
    {
        tally.Sum += number;
        tally.Journal.Send(new Counted(tally.CorrelationId, number));
        tally.Journal.Send(new Summed(tally.CorrelationId, tally.Sum));
    }
}

/// <summary>Partitioned by saga, then retried: as the design asks for.</summary>
internal sealed class TallyDefinition : SagaDefinition<Tally>
{
    protected override void ConfigureSaga(
        IReceiveEndpointConfigurator endpointConfigurator,
        ISagaConfigurator<Tally> sagaConfigurator,
        IRegistrationContext context)
    {
        var partitioner = new Partitioner(4, new Murmur3UnsafeHashGenerator());
        sagaConfigurator.Message<Count>(count => count.UsePartitioner(partitioner, c => c.Message.Id));
        sagaConfigurator.UseMessageRetry(retry => retry.Immediate(20));
    }
}
