using System.Net.Mime;
using MassTransit;
using MassTransit.RabbitMqTransport;
using MassTransit.Serialization;

namespace Trainyard.Hosting.Bus.DeadLetters;

/// <summary>Sends a dead message back to the queue it died in, as it was: body, content type, id and headers.</summary>
public sealed class QueueSender
{
    /// <summary>The bus needs one, and reads what has this type as it reads what came without.</summary>
    private static readonly ContentType NoType = new("application/octet-stream");

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly IBus _bus;
    private readonly QueueNames _queues;
    private readonly BusSettings _settings;

    internal QueueSender(IBus bus, QueueNames queues, BusSettings settings) =>
        (_bus, _queues, _settings) = (bus, queues, settings);

    /// <summary>Returns once the queue has the message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="deadLetter">What <see cref="DeadMessage.RetryOf"/> is to say should it die again.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="QueueMissingException">There is no such queue any more.</exception>
    /// <exception cref="BusTimeoutException">The broker did not confirm within 10 s.</exception>
    public async Task Send(DeadMessage message, string deadLetter, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        var queue = message.Queue ?? throw new QueueMissingException("unknown");
        // In memory what no queue takes is lost without a word.
        if (_queues.AreAllHere && !_queues.Contains(queue))
            throw new QueueMissingException(queue);

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Timeout);
        try
        {
            if (_settings is { Transport: BusTransport.RabbitMq, DeclareOthers: false })
                await PlainSend.To(queue, message, deadLetter, _settings, deadline.Token);
            else
                await SendThroughBus(queue, message, deadLetter, deadline.Token);
        }
        catch (MessageReturnedException)
        {
            throw new QueueMissingException(queue);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new BusTimeoutException($"The broker did not confirm within {Timeout.TotalSeconds} s.");
        }
    }

    /// <summary>Sends a message to the end of the queue of this process that it came from, as it came.</summary>
    /// <param name="message">The message.</param>
    /// <param name="times">How often that was done with it, this time included.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    internal async Task Return(DeadMessage message, int times, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Timeout);
        await SendThroughBus(message.Queue!, message, message.RetryOf, deadline.Token, times);
    }

    private async Task SendThroughBus(
        string queue, DeadMessage message, string? deadLetter, CancellationToken cancellation, int times = 0)
    {
        // The exchange in front of the queue: asking for the queue would declare it, and otherwise than it is.
        var endpoint = await _bus.GetSendEndpoint(new Uri("exchange:" + queue));
        await endpoint.Send(
            new RawMessage(),
            send =>
            {
                Fill(send, message, deadLetter);
                if (times > 0)
                    send.Headers.Set(DeadLetterHeaders.Waited, $"{times}");
            },
            cancellation).WaitAsync(cancellation);
    }

    private static void Fill(SendContext context, DeadMessage message, string? deadLetter)
    {
        context.ContentType = TypeOf(message) ?? NoType;
        context.Serializer = new CopyBodySerializer(context.ContentType, new BytesMessageBody(message.Body));
        context.Durable = true;
        context.MessageId = Guid.TryParse(message.MessageId, out var id) ? id : null;
        foreach (var (name, value) in message.Headers)
            context.Headers.Set(name, value);
        if (deadLetter is not null)
            context.Headers.Set(DeadLetterHeaders.RetryOf, deadLetter);
        if (!context.TryGetPayload(out RabbitMqSendContext? rabbit))
            return;

        rabbit.Mandatory = true;
        rabbit.AwaitAck = true;
        // An id of another form is one that only a plain client can have given.
        if (context.MessageId is null)
            rabbit.BasicProperties.MessageId = message.MessageId;
    }

    private static ContentType? TypeOf(DeadMessage message)
    {
        try
        {
            return message.ContentType is { Length: > 0 } text ? new ContentType(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Stands for a message whose bytes are there already.</summary>
    private sealed class RawMessage;
}

/// <summary>No queue has this name.</summary>
/// <param name="queue">The name.</param>
public sealed class QueueMissingException(string queue) : Exception($"There is no queue '{queue}' any more.");
