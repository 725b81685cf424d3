using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Trainyard.Cluster.Tests;

/// <summary>
/// A program that knows RabbitMQ and JSON, and nothing of Trainyard but the names on the wire. It does what such a
/// program has to: connects again when the broker was away, publishes again what was not confirmed, and listens on a
/// queue that outlives the connection.
/// </summary>
internal sealed class PlainClient : IAsyncDisposable
{
    private static readonly string[] Endings = ["TrainingSucceeded", "TrainingFailed", "TrainingCancelled"];
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Uri _bus;
    private readonly string _queue = $"plain-client-{Guid.NewGuid():N}";
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Ending>> _awaited = new();
    private readonly ConcurrentQueue<Ending> _heard = [];
    private volatile Line _line;
    private Task _keeping = Task.CompletedTask;

    private PlainClient(Uri bus, Line line) => (_bus, _line) = (bus, line);

    /// <summary>Every ending that was announced so far, of any run.</summary>
    public IReadOnlyCollection<Ending> Received => _heard;

    /// <summary>Connects, and listens to the endings of runs from now on.</summary>
    public static async Task<PlainClient> Connect(Uri bus)
    {
        var client = new PlainClient(bus, await Line.Open(bus));
        await client.Listen(client._line);
        client._keeping = client.KeepConnected();
        return client;
    }

    /// <summary>
    /// Asks for a run with plain JSON, no envelope; the message id becomes the id of the run. Returns once the broker
    /// has confirmed, however often it takes.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="request">The request.</param>
    /// <param name="trace">The <c>traceparent</c> of whoever asks, if any.</param>
    public Task Ask(Guid run, JsonObject request, string? trace = null)
    {
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            MessageId = run.ToString(),
            DeliveryMode = DeliveryModes.Persistent,
            Headers = trace is null ? null : new Dictionary<string, object?> { ["traceparent"] = trace },
        };
        return Publish("TrainRequested", properties, request);
    }

    /// <summary>Publishes any other message, in the envelope of the bus.</summary>
    public Task Send(string name, JsonObject message)
    {
        var id = Guid.NewGuid().ToString();
        var properties = new BasicProperties
        {
            ContentType = "application/vnd.masstransit+json",
            MessageId = id,
            DeliveryMode = DeliveryModes.Persistent,
        };
        return Publish(name, properties, new JsonObject
        {
            ["messageId"] = id,
            ["messageType"] = new JsonArray($"urn:message:Trainyard.Contracts:{name}"),
            ["message"] = message,
        });
    }

    private async Task Publish(string name, BasicProperties properties, JsonObject content)
    {
        var body = Encoding.UTF8.GetBytes(content.ToJsonString());
        using var deadline = new CancellationTokenSource(Requests.Timeout);
        while (true)
        {
            try
            {
                // Mandatory with confirmation: a request that no queue takes fails here instead of getting lost.
                await _line.Publish($"Trainyard.Contracts:{name}", properties, body);
                return;
            }
            catch (Exception) when (!deadline.IsCancellationRequested)
            {
                await Task.Delay(Interval, TimeProvider.System);
            }
        }
    }

    /// <summary>How the run ended; fails when it does not within the time.</summary>
    public async Task<Ending> Ended(Guid run, TimeSpan within, Func<string> explain)
    {
        if (!await Ends(run, within)) Assert.Fail($"Run {run} did not end within {within}.\n{explain()}");
        return await Awaited(run.ToString()).Task;
    }

    /// <summary>Whether the run ends within the time.</summary>
    public async Task<bool> Ends(Guid run, TimeSpan within)
    {
        try
        {
            await Awaited(run.ToString()).Task.WaitAsync(within, TimeProvider.System);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _line.DisposeAsync();
        await _keeping;
        _closing.Dispose();
    }

    private Task Listen(Line line) =>
        line.Listen(_queue, Endings.Select(ending => $"Trainyard.Contracts:{ending}"), Hear);

    private async Task KeepConnected()
    {
        while (true)
        {
            await _line.Ended;
            if (_closing.IsCancellationRequested) return;
            try
            {
                await _line.DisposeAsync();
                _line = await Line.Open(_bus);
                await Listen(_line);
                if (_closing.IsCancellationRequested) await _line.DisposeAsync();
            }
            catch (Exception)
            {
                // The broker is not back yet, or not whole yet.
                await _line.DisposeAsync();
                await Task.Delay(Interval, TimeProvider.System);
            }
        }
    }

    private void Hear(BasicDeliverEventArgs delivery)
    {
        var envelope = JsonNode.Parse(delivery.Body.Span)!.AsObject();
        var ending = new Ending(
            ((string)envelope["messageType"]![0]!).Split(':')[^1],
            delivery.BasicProperties.MessageId,
            envelope["message"]!.AsObject());
        _heard.Enqueue(ending);
        Awaited(ending.Run!).TrySetResult(ending);
    }

    private TaskCompletionSource<Ending> Awaited(string run) => _awaited.GetOrAdd(
        run, _ => new TaskCompletionSource<Ending>(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>The last message of a run: its name, its id, and its members as they are on the wire.</summary>
internal sealed record Ending(string Name, string? MessageId, JsonObject Message)
{
    public string? Run => (string?)Message["runId"];
}
