using System.Text.Json.Serialization;
using MassTransit;
using MassTransit.Middleware;
using Trainyard.Persistence.Documents;
using Trainyard.Sagas;

namespace Trainyard.Sagas.Tests;

/// <summary>What the saga receives.</summary>
public interface ITallyMessage
{
    Guid Id { get; }
}

public sealed record Count(Guid Id, int Number) : ITallyMessage;

public sealed record Resend(Guid Id) : ITallyMessage;

public sealed record Break(Guid Id) : ITallyMessage;

public sealed record Close(Guid Id) : ITallyMessage;

public sealed record Finish(Guid Id) : ITallyMessage;

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

internal sealed class TallyStateMachine : CorrelatedStateMachine<Tally, ITallyMessage>
{
    public TallyStateMachine()
        : base(message => message.Id)
    {
        InstanceState(tally => tally.State);

        Initially(
            When(Count).Then(Add).TransitionTo(Open),
            When(Finish).Finalize());
        During(
            Open,
            When(Count).Then(Add),
            When(Resend).Then(context => context.Saga.Journal.Resend()),
            When(Break).Then(Add).Then(_ => throw new InvalidOperationException("Broken.")),
            When(Close).TransitionTo(Closed),
            When(Finish).Finalize());
        IgnoreElsewhere();
        SetCompletedWhenFinalized();
    }

    public State Open { get; private set; } = null!;

    public State Closed { get; private set; } = null!;

    public Event<Count> Count { get; private set; } = null!;

    public Event<Resend> Resend { get; private set; } = null!;

    public Event<Break> Break { get; private set; } = null!;

    public Event<Close> Close { get; private set; } = null!;

    public Event<Finish> Finish { get; private set; } = null!;

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
internal sealed class TallyDefinition(TallyStateMachine machine) : SagaDefinition<Tally>
{
    protected override void ConfigureSaga(
        IReceiveEndpointConfigurator endpointConfigurator,
        ISagaConfigurator<Tally> sagaConfigurator,
        IRegistrationContext context)
    {
        sagaConfigurator.HandleOneByOne(machine);
        sagaConfigurator.UseMessageRetry(retry => retry.Immediate(20));
    }
}
