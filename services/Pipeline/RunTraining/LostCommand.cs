using MassTransit;
using Trainyard.Contracts;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>A command that a service could not even store, after all its attempts, is a step that broke.</summary>
internal sealed class LostCommand<TCommand>(TimeProvider time) : IConsumer<Fault<TCommand>>
    where TCommand : class, IRunCommand
{
    /// <summary>One that belongs to no run is sent again by whoever asked.</summary>
    public Task Consume(ConsumeContext<Fault<TCommand>> context) =>
        context.Message.Message.RunId is var run && run == Guid.Empty
            ? Task.CompletedTask
            : context.Publish(StepFaulted.Lost(
                Sequence.OfCommand(typeof(TCommand))!,
                run,
                "The service could not store the command; its log says more.",
                context.Message.Host?.MachineName,
                time.GetUtcNow()));
}

/// <summary>The queue is <c>lost-commands</c>, for the commands of all steps.</summary>
internal sealed class LostCommandDefinition<TCommand> : ConsumerDefinition<LostCommand<TCommand>>
    where TCommand : class, IRunCommand
{
    public LostCommandDefinition() => EndpointName = "lost-commands";
}

/// <summary>Adds one for each step of the sequence.</summary>
internal static class LostCommands
{
    public static void Add(IBusRegistrationConfigurator bus)
    {
        foreach (var step in Sequence.Steps.Where(step => step.IsSent))
        {
            bus.AddConsumer(
                typeof(LostCommand<>).MakeGenericType(step.Command!),
                typeof(LostCommandDefinition<>).MakeGenericType(step.Command!));
        }
    }
}
