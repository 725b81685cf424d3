using MassTransit;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>A command that a service could not even store, after all its attempts: the step of a run that broke, or a
/// job that whoever asked for it waits for in vain.</summary>
internal sealed class LostCommandConsumer<TCommand>(TimeProvider time) : IConsumer<Fault<TCommand>>
    where TCommand : class, ICommand
{
    private const string Reason = "The service could not store the command; its log says more.";

    public Task Consume(ConsumeContext<Fault<TCommand>> context)
    {
        var command = context.Message.Message;
        var (worker, at) = (context.Message.Host?.MachineName, time.GetUtcNow());
        var run = command.Run;
        return Sequence.OfCommand(typeof(TCommand)) is { } step && run is { } runId
            ? context.Publish(StepFaulted.Lost(step, runId, Reason, worker, at))
            : context.Publish(JobFaulted.Lost(typeof(TCommand).Name, command.Key, run, Reason, worker, at));
    }
}

/// <summary>The queue is <c>lost-commands</c>, for all of them.</summary>
internal sealed class LostCommandConsumerDefinition<TCommand> : ConsumerDefinition<LostCommandConsumer<TCommand>>
    where TCommand : class, ICommand
{
    public LostCommandConsumerDefinition() => EndpointName = "lost-commands";
}

/// <summary>Adds one for each command.</summary>
internal static class LostCommands
{
    /// <summary>All but the one that this service gives itself: a run that does not begin ends by its
    /// deadline.</summary>
    public static IReadOnlyList<Type> Commands { get; } =
        [.. ContractTypes.All.Where(type => type.IsAssignableTo(typeof(ICommand)) && type != typeof(StartRun))];

    public static void Add(IBusRegistrationConfigurator bus)
    {
        foreach (var command in Commands)
        {
            bus.AddConsumer(
                typeof(LostCommandConsumer<>).MakeGenericType(command),
                typeof(LostCommandConsumerDefinition<>).MakeGenericType(command));
        }
    }
}
