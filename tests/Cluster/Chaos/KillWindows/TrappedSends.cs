using MassTransit;
using Trainyard.Contracts;

namespace Trainyard.Cluster.Tests.Chaos.KillWindows;

/// <summary>Springs the trap when the broker has confirmed a command, a reply or an ending.</summary>
internal sealed class TrappedSends(Trap trap) : IPublishObserver
{
    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class
    {
        if (context.Message is IRunCommand or IStepReply or TrainingSucceeded or TrainingFailed) trap.Is(Window.Send);
        return Task.CompletedTask;
    }

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;
}
