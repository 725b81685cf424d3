using System.Collections.Concurrent;
using RabbitMQ.Client.Events;

namespace Trainyard.Cluster.Tests.Chaos.KillServices;

/// <summary>Listens in on the bus, to know how far runs are at the very moment.</summary>
internal sealed class Tap : IAsyncDisposable
{
    private readonly Line _line;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new();

    private Tap(Line line) => _line = line;

    public static async Task<Tap> Open(Uri bus)
    {
        var tap = new Tap(await Line.Open(bus));
        await tap._line.Listen(
            queue: null, Boundary.Messages.Select(message => $"Trainyard.Contracts:{message}"), tap.Hear);
        return tap;
    }

    /// <summary>The next message of this name, of any run.</summary>
    public Task Next(string message) => _awaited.GetOrAdd(
        message, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    private void Hear(BasicDeliverEventArgs delivery)
    {
        if (_awaited.TryRemove(delivery.Exchange.Split(':')[1], out var awaited)) awaited.TrySetResult();
    }
}
