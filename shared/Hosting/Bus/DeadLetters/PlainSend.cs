using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Trainyard.Hosting.Bus.DeadLetters;

/// <summary>Sends to a queue of somebody else past the bus, which would declare the exchange in front of it.</summary>
internal static class PlainSend
{
    private static readonly CreateChannelOptions Confirmed =
        new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    /// <summary>Returns once the queue has the message.</summary>
    /// <exception cref="QueueMissingException">There is no such queue.</exception>
    public static async Task To(
        string queue, DeadMessage message, string deadLetter, BusSettings settings, CancellationToken cancellation)
    {
        await using var connection = await BrokerConnection.Open(
            settings.RetryAddress, "trainyard dead letters", cancellation)
            ?? throw new IOException("The message bus is away.");
        await using var channel = await connection.CreateChannelAsync(Confirmed, cancellation);
        var headers = message.Headers.ToDictionary(header => header.Key, header => (object?)header.Value);
        headers[DeadLetterHeaders.RetryOf] = deadLetter;
        var properties = new BasicProperties
        {
            MessageId = message.MessageId,
            ContentType = message.ContentType,
            Persistent = true,
            Headers = headers,
        };
        try
        {
            // The exchange without a name leads to each queue by its own.
            await channel.BasicPublishAsync("", queue, mandatory: true, properties, message.Body, cancellation);
        }
        catch (PublishException refusal) when (refusal.IsReturn)
        {
            throw new QueueMissingException(queue);
        }
    }
}
