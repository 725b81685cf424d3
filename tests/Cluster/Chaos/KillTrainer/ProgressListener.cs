using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Trainyard.Cluster.Tests.Chaos.KillTrainer;

/// <summary>Hears how far trainings are, and from which process, as any client of the broker may.</summary>
internal sealed class ProgressListener : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly ConcurrentQueue<Progress> _heard = new();

    private ProgressListener(IConnection connection, IChannel channel) =>
        (_connection, _channel) = (connection, channel);

    public static async Task<ProgressListener> Connect(Uri bus)
    {
        var connection = await new ConnectionFactory { Uri = bus }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        var listener = new ProgressListener(connection, channel);
        var queue = await channel.QueueDeclareAsync();
        await channel.QueueBindAsync(queue.QueueName, "Trainyard.Contracts:TrainingProgressed", routingKey: "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += listener.Hear;
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return listener;
    }

    /// <summary>All that was heard of a claim on the training of a run, in order.</summary>
    public IReadOnlyList<Progress> Of(Guid run, long claim) =>
        [.. _heard.Where(progress => progress.Run == run && progress.Claim == claim)];

    /// <summary>The first that is as it should be; null when none is within the time.</summary>
    public async Task<Progress?> First(Guid run, long claim, Predicate<Progress> isRight, TimeSpan within)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < within)
        {
            if (Of(run, claim).FirstOrDefault(progress => isRight(progress)) is { } found)
                return found;
            await Task.Delay(BetweenLooks, TimeProvider.System);
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private Task Hear(object sender, BasicDeliverEventArgs delivery)
    {
        var at = TimeProvider.System.GetTimestamp();
        var envelope = JsonNode.Parse(delivery.Body.Span)!;
        var message = envelope["message"]!;
        _heard.Enqueue(new Progress(
            (Guid)message["runId"]!, (long)message["claim"]!, (int)message["iteration"]!,
            TimeSpan.Parse((string)message["elapsed"]!, System.Globalization.CultureInfo.InvariantCulture),
            (int)envelope["host"]!["processId"]!, at));
        return Task.CompletedTask;
    }
}

/// <summary>How far a training was.</summary>
/// <param name="Run">The run.</param>
/// <param name="Claim">Which worker it was, by the count of those that took it up.</param>
/// <param name="Iteration">Iterations done.</param>
/// <param name="Elapsed">Since this worker began.</param>
/// <param name="Process">The number of its process.</param>
/// <param name="HeardAt">When it was heard, as a timestamp.</param>
internal sealed record Progress(
    Guid Run, long Claim, int Iteration, TimeSpan Elapsed, int Process, long HeardAt);
