using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Trainyard.Benchmarks.SagaVsRaw;

/// <summary>A quorum queue that messages go through as fast as RabbitMQ.Client alone can make them: each publish
/// confirmed, each delivery acknowledged.</summary>
internal sealed class RawQueue : IAsyncDisposable
{
    private const string Queue = "raw";
    private const ushort Prefetch = 32;

    private readonly IConnection _connection;
    private readonly IChannel _publishing;
    private readonly IChannel _consuming;
    private readonly byte[] _body;
    private TaskCompletionSource _all = new();
    private int _left;

    private RawQueue(IConnection connection, IChannel publishing, IChannel consuming, int size) =>
        (_connection, _publishing, _consuming, _body) = (connection, publishing, consuming, new byte[size]);

    public static async Task<RawQueue> Open(Uri bus, int size, int atOnce)
    {
        var connection = await new ConnectionFactory { Uri = bus }.CreateConnectionAsync();
        var publishing = await connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true,
            outstandingPublisherConfirmationsRateLimiter: new ThrottlingRateLimiter(atOnce)));
        var consuming = await connection.CreateChannelAsync();
        await consuming.QueueDeclareAsync(
            Queue, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await consuming.BasicQosAsync(0, Prefetch, global: false);
        var queue = new RawQueue(connection, publishing, consuming, size);
        var consumer = new AsyncEventingBasicConsumer(consuming);
        consumer.ReceivedAsync += queue.Take;
        await consuming.BasicConsumeAsync(Queue, autoAck: false, consumer);
        return queue;
    }

    /// <summary>Sends so many messages through, at most so many of them at once.</summary>
    public async Task Run(int messages, int atOnce)
    {
        (_all, _left) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), messages);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, messages),
            new ParallelOptions { MaxDegreeOfParallelism = atOnce },
            async (_, cancellation) => await _publishing.BasicPublishAsync(
                "", Queue, mandatory: true, new BasicProperties { Persistent = true }, _body, cancellation));
        await _all.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _publishing.DisposeAsync();
        await _consuming.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task Take(object sender, BasicDeliverEventArgs delivery)
    {
        await _consuming.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        if (Interlocked.Decrement(ref _left) == 0)
            _all.TrySetResult();
    }
}
