using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Trainyard.Cluster.Tests.Chaos.ConsumerTimeout;

/// <summary>A consumer that works while the broker waits for its acknowledgement, as ours must not.</summary>
internal sealed class HeldMessage : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HeldMessage(IConnection connection) => _connection = connection;

    /// <summary>Why the broker closed the channel, once it has.</summary>
    public Task<string> Closed => _closed.Task;

    public static async Task<HeldMessage> Take(Uri bus)
    {
        var connection = await new ConnectionFactory { Uri = bus }.CreateConnectionAsync();
        var held = new HeldMessage(connection);
        var channel = await connection.CreateChannelAsync();
        channel.ChannelShutdownAsync += (_, end) =>
        {
            held._closed.TrySetResult(end.ReplyText);
            return Task.CompletedTask;
        };
        var queue = await channel.QueueDeclareAsync(
            "held", durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: false, new AsyncEventingBasicConsumer(channel));
        await channel.BasicPublishAsync("", queue.QueueName, "work"u8.ToArray());
        return held;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
