using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Trainyard.Cluster.Tests;

/// <summary>A program that knows RabbitMQ and JSON, and nothing of Trainyard but the names on the wire.</summary>
internal sealed class PlainClient : IAsyncDisposable
{
    private static readonly string[] Endings = ["TrainingSucceeded", "TrainingFailed", "TrainingCancelled"];

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Ending>> _awaited = new();
    private readonly ConcurrentBag<Ending> _heard = [];

    private PlainClient(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    /// <summary>Every ending that was announced so far, of any run.</summary>
    public IReadOnlyCollection<Ending> Heard => _heard;

    /// <summary>Connects, and listens to the endings of runs from now on.</summary>
    public static async Task<PlainClient> Connect(Uri bus)
    {
        var connection = await new ConnectionFactory { Uri = bus }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var client = new PlainClient(connection, channel);
        var queue = await channel.QueueDeclareAsync();
        foreach (var ending in Endings)
            await channel.QueueBindAsync(queue.QueueName, $"Trainyard.Contracts:{ending}", routingKey: "");

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += client.Hear;
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return client;
    }

    /// <summary>Asks for a run with plain JSON, no envelope; the message id becomes the id of the run.</summary>
    public async Task Ask(Guid run, JsonObject request)
    {
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            MessageId = run.ToString(),
            DeliveryMode = DeliveryModes.Persistent,
        };
        // Mandatory with confirmation: a request that no queue takes fails here instead of getting lost.
        await _channel.BasicPublishAsync(
            "Trainyard.Contracts:TrainRequested", routingKey: "", mandatory: true, properties,
            Encoding.UTF8.GetBytes(request.ToJsonString()));
    }

    /// <summary>How the run ended; fails when it does not within the time.</summary>
    public async Task<Ending> Ended(Guid run, TimeSpan within, Func<string> explain)
    {
        try
        {
            return await Awaited(run.ToString()).Task.WaitAsync(within, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Run {run} did not end within {within}.\n{explain()}");
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private Task Hear(object sender, BasicDeliverEventArgs delivery)
    {
        var envelope = JsonNode.Parse(delivery.Body.Span)!.AsObject();
        var ending = new Ending(
            delivery.Exchange.Split(':')[1], delivery.BasicProperties.MessageId, envelope["message"]!.AsObject());
        _heard.Add(ending);
        Awaited(ending.Run!).TrySetResult(ending);
        return Task.CompletedTask;
    }

    private TaskCompletionSource<Ending> Awaited(string run) => _awaited.GetOrAdd(
        run, _ => new TaskCompletionSource<Ending>(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>The last message of a run: its name, its id, and its members as they are on the wire.</summary>
internal sealed record Ending(string Name, string? MessageId, JsonObject Message)
{
    public string? Run => (string?)Message["runId"];
}
