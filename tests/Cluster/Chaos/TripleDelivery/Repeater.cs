using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Trainyard.Cluster.Tests.Chaos.TripleDelivery;

/// <summary>
/// Stands between exchanges and queues, and delivers each message several times: to the same queue, under the same id,
/// at once after each other. The services know nothing of it.
/// </summary>
internal sealed class Repeater : IAsyncDisposable
{
    private const ushort AtOnce = 32;

    private readonly IConnection _connection;
    private readonly IReadOnlyList<IGrouping<string, Binding>> _queues;
    private readonly int _copies;
    private readonly List<IChannel> _channels = [];
    private long _repeated;

    private Repeater(IConnection connection, IReadOnlyList<IGrouping<string, Binding>> queues, int copies) =>
        (_connection, _queues, _copies) = (connection, queues, copies);

    /// <summary>Messages that were repeated so far.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>The queues that it stands before.</summary>
    public IEnumerable<string> Queues => _queues.Select(queue => queue.Key);

    /// <summary>Looks which queues there are. Does nothing yet.</summary>
    public static async Task<Repeater> Create(VirtualHost host, int copies)
    {
        // Each process has a queue of its own for what is sent to it alone, which nothing is.
        var bindings = (await host.Bindings())
            .Where(binding => !binding.Queue.Contains("_bus_", StringComparison.Ordinal));
        var connection = await new ConnectionFactory { Uri = host.Uri }.CreateConnectionAsync();
        return new Repeater(connection, [.. bindings.GroupBy(binding => binding.Queue)], copies);
    }

    /// <summary>Steps in. To be called while nothing is under way.</summary>
    public async Task Begin()
    {
        foreach (var queue in _queues)
        {
            var channel = await _connection.CreateChannelAsync(new CreateChannelOptions(
                publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true,
                consumerDispatchConcurrency: AtOnce));
            _channels.Add(channel);
            var before = $"before-{queue.Key}";
            await channel.QueueDeclareAsync(before, durable: true, exclusive: false, autoDelete: false);
            await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: AtOnce, global: false);
            foreach (var binding in queue)
            {
                await channel.QueueBindAsync(before, binding.Exchange, binding.RoutingKey);
                await channel.QueueUnbindAsync(queue.Key, binding.Exchange, binding.RoutingKey);
            }

            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, delivery) => Repeat(channel, queue.Key, delivery);
            await channel.BasicConsumeAsync(before, autoAck: false, consumer);
        }
    }

    /// <summary>Steps out again. To be called while nothing is under way.</summary>
    public async Task End()
    {
        foreach (var (queue, channel) in _queues.Zip(_channels))
        {
            foreach (var binding in queue)
            {
                await channel.QueueBindAsync(queue.Key, binding.Exchange, binding.RoutingKey);
                await channel.QueueUnbindAsync($"before-{queue.Key}", binding.Exchange, binding.RoutingKey);
            }

            await channel.DisposeAsync();
        }

        _channels.Clear();
    }

    /// <summary>Messages that wait in the queues, or before them.</summary>
    public async Task<long> Waiting()
    {
        await using var channel = await _connection.CreateChannelAsync();
        var waiting = 0L;
        foreach (var queue in Queues)
            waiting += await channel.MessageCountAsync(queue);
        return waiting;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task Repeat(IChannel channel, string queue, BasicDeliverEventArgs delivery)
    {
        var properties = new BasicProperties(delivery.BasicProperties);
        await Task.WhenAll(Enumerable.Range(0, _copies).Select(_ =>
            channel.BasicPublishAsync("", queue, mandatory: true, properties, delivery.Body).AsTask()));
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        Interlocked.Increment(ref _repeated);
    }
}
