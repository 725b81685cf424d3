using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Trainyard.Cluster.Tests;

/// <summary>One connection to a broker: a channel that publishes with confirmation, and one that listens.</summary>
internal sealed class Line : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly IConnection _connection;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IChannel _publishing = null!;

    private Line(IConnection connection)
    {
        _connection = connection;
        connection.ConnectionShutdownAsync += (_, _) =>
        {
            _ended.TrySetResult();
            return Task.CompletedTask;
        };
    }

    /// <summary>Completes when the connection is gone, whoever ended it.</summary>
    public Task Ended => _ended.Task;

    public static async Task<Line> Open(Uri bus)
    {
        var factory = new ConnectionFactory
        {
            Uri = bus,
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = Timeout,
            ContinuationTimeout = Timeout,
        };
        var line = new Line(await factory.CreateConnectionAsync());
        try
        {
            line._publishing = await line._connection.CreateChannelAsync(new CreateChannelOptions(
                publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            return line;
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    /// <summary>Binds a queue to exchanges and listens to it; what was heard is acknowledged.</summary>
    /// <param name="queue">A durable quorum queue; without a name, one that goes with the line.</param>
    /// <param name="exchanges">The exchanges.</param>
    /// <param name="hear">Called for each message, one at a time.</param>
    public async Task Listen(string? queue, IEnumerable<string> exchanges, Action<BasicDeliverEventArgs> hear)
    {
        var channel = await _connection.CreateChannelAsync();
        var declared = queue is null
            ? await channel.QueueDeclareAsync()
            : await channel.QueueDeclareAsync(
                queue, durable: true, exclusive: false, autoDelete: false,
                new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        foreach (var exchange in exchanges)
            await channel.QueueBindAsync(declared.QueueName, exchange, routingKey: "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            hear(delivery);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(declared.QueueName, autoAck: false, consumer);
    }

    /// <summary>Publishes a message that some queue must take; returns once the broker has it.</summary>
    public async Task Publish(string exchange, BasicProperties properties, byte[] body)
    {
        using var deadline = new CancellationTokenSource(Timeout);
        await _publishing.BasicPublishAsync(
            exchange, routingKey: "", mandatory: true, properties, body, deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _ended.TrySetResult();
        await _connection.DisposeAsync();
    }
}
