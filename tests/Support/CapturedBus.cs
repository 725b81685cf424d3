using System.Reflection;
using MassTransit;
using MassTransit.Context;

namespace Trainyard.Support;

/// <summary>A bus that gives everything published to the network of the test, and can do nothing else.</summary>
public class CapturedBus : DispatchProxy
{
    private Func<object, Guid, Task> _publish = (_, _) => Task.CompletedTask;

    /// <summary>One that gives each message with its id.</summary>
    public static IBus To(Action<object, Guid> publish) => To((message, id) =>
    {
        publish(message, id);
        return Task.CompletedTask;
    });

    /// <summary>One that takes as long for a message as the test says.</summary>
    public static IBus To(Func<object, Guid, Task> publish)
    {
        var bus = Create<IBus, CapturedBus>();
        ((CapturedBus)(object)bus)._publish = publish;
        return bus;
    }

    /// <inheritdoc/>
    protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod?.Name == $"get_{nameof(IBus.Address)}")
            return new Uri("rabbitmq://localhost/test");
        if (args is not [{ } message, Type, IPipe<PublishContext> pipe, CancellationToken])
            throw new NotSupportedException($"Nobody should call {targetMethod?.Name} of the bus.");
        return Publish(message, pipe);
    }

    private async Task Publish(object message, IPipe<PublishContext> pipe)
    {
        var context = new MessageSendContext<object>(message);
        await pipe.Send(context);
        await _publish(message, context.MessageId!.Value);
    }
}
