using System.Collections.Concurrent;
using System.Text.Json;
using RabbitMQ.Client.Events;

namespace Trainyard.Cluster.Tests.Chaos;

/// <summary>Listens in on the bus, to know how far runs are at the very moment.</summary>
internal sealed class Tap : IAsyncDisposable
{
    private readonly Line _line;
    private readonly ConcurrentDictionary<(string Message, Guid? Run), TaskCompletionSource<long>> _awaited = new();

    private Tap(Line line) => _line = line;

    /// <summary>Listens to messages of these names.</summary>
    public static async Task<Tap> Open(Uri bus, IEnumerable<string> messages)
    {
        var tap = new Tap(await Line.Open(bus));
        await tap._line.Listen(queue: null, messages.Select(message => $"Trainyard.Contracts:{message}"), tap.Hear);
        return tap;
    }

    /// <summary>The next message of this name, of a run or of any; gives the timestamp at which it came.</summary>
    public Task<long> Next(string message, Guid? run = null) => _awaited.GetOrAdd(
        (message, run), _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    private void Hear(BasicDeliverEventArgs delivery)
    {
        var now = TimeProvider.System.GetTimestamp();
        var message = delivery.Exchange.Split(':')[1];
        if (_awaited.TryRemove((message, null), out var any)) any.TrySetResult(now);
        if (_awaited.IsEmpty) return;
        using var body = JsonDocument.Parse(delivery.Body);
        // A plain client's request has no envelope.
        if (!body.RootElement.TryGetProperty("message", out var content)) return;
        var run = content.GetProperty("runId").GetGuid();
        if (_awaited.TryRemove((message, run), out var awaited)) awaited.TrySetResult(now);
    }
}
