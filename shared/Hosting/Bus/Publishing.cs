using MassTransit;

namespace Trainyard.Hosting.Bus;

/// <summary>Publishing with an end: while the broker is away a publish waits, for ever if it may.</summary>
public static class Publishing
{
    /// <summary>How long one publish to a broker may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>How long one may take in memory: such a bus can't be away, and what it takes long for waits for the
    /// processor.</summary>
    public static readonly TimeSpan TimeoutInMemory = TimeSpan.FromMinutes(2);

    /// <summary>Publishes a message, under its own type.</summary>
    /// <param name="bus">The bus.</param>
    /// <param name="message">The message.</param>
    /// <param name="id">Its id: the same for each repeat. A new one when absent.</param>
    /// <param name="mandatory">Whether a queue must be waiting for it: mandatory.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="BusTimeoutException">The broker did not confirm it in time, and may have it all the
    /// same.</exception>
    /// <exception cref="MessageReturnedException">It is mandatory, and no queue waits for it.</exception>
    public static async Task PublishInTime(
        this IBus bus, object message, Guid? id, bool mandatory, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(bus);
        ArgumentNullException.ThrowIfNull(message);
        cancellation.ThrowIfCancellationRequested();
        var timeout = bus.Address?.Scheme == "loopback" ? TimeoutInMemory : Timeout;
        // Not disposed: it ends the publish that nobody waits for any more.
        var deadline = new CancellationTokenSource(timeout);
        try
        {
            // Where the road to the broker is cut rather than closed, the transport itself may wait for longer. Whoever
            // stops waiting for it does not end it: the transport would say in the log that the message is lost.
            await bus.Publish(message, message.GetType(), Address, deadline.Token).WaitAsync(timeout, cancellation);
        }
        catch (Exception late) when (late is TimeoutException
            || (late is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new BusTimeoutException(
                $"The message bus did not take a {message.GetType().Name} within {timeout.TotalSeconds} s.");
        }

        void Address(PublishContext publish)
        {
            publish.MessageId = id ?? publish.MessageId;
            publish.Mandatory = mandatory;
        }
    }
}
