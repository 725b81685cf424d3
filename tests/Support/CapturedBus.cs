using System.Reflection;
using MassTransit;
using MassTransit.Context;

namespace Trainyard.Support;

/// <summary>A bus that gives everything published to the network of the test, and can do nothing else.</summary>
public class CapturedBus : DispatchProxy
{
    private Action<object, Guid> _publish = (_, _) => { };

    /// <summary>One that gives each message with its id.</summary>
    public static IBus To(Action<object, Guid> publish)
    {
        var bus = Create<IBus, CapturedBus>();
        ((CapturedBus)(object)bus)._publish = publish;
        return bus;
    }

    /// <inheritdoc/>
    protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args is not [{ } message, Type, IPipe<PublishContext> pipe, CancellationToken])
            throw new NotSupportedException($"Nobody should call {targetMethod?.Name} of the bus.");
        return Publish(message, pipe);
    }

    private async Task Publish(object message, IPipe<PublishContext> pipe)
    {
        var context = new MessageSendContext<object>(message);
        await pipe.Send(context);
        _publish(message, context.MessageId!.Value);
    }
}
