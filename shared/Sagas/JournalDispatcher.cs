using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Logging;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Sagas;

/// <summary>
/// Sends what journals hold as unsent. What was sent is remembered here and written down with the next change of the
/// saga, so that a step costs one write; after a crash it is sent again, under the same message id.
/// </summary>
/// <param name="bus">The bus.</param>
/// <param name="find">The type of a message by its name, or null when there is none of that name any more.</param>
/// <param name="mandatory">Whether a queue must be waiting for a message; it stays unsent until one does.</param>
/// <param name="logger">Where messages that nobody knows any more are named.</param>
internal sealed class JournalDispatcher<TSaga>(
    IBus bus, Func<string, Type?> find, Func<object, bool> mandatory, ILogger<JournalDispatcher<TSaga>> logger)
{
    /// <summary>How long one message may take to be sent: a publish blocks while the broker is away.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    // A bus in memory can't be away: what it takes long for waits for the processor, and would only wait again.
    private static readonly TimeSpan TimeoutInMemory = TimeSpan.FromMinutes(2);

    private const int Remembered = 20_000;

    private readonly ConcurrentDictionary<Guid, bool> _sent = new();
    private readonly ConcurrentDictionary<Guid, bool> _sending = new();
    private readonly ConcurrentQueue<Guid> _order = new();

    public bool HasDispatched(Guid messageId) => _sent.ContainsKey(messageId);

    /// <summary>Whether something of a journal is being sent by this process right now, however long that
    /// takes.</summary>
    public bool IsSending(Journal journal) =>
        journal.Unsent.Any(entry => _sending.ContainsKey(entry.MessageId));

    /// <summary>Sends in the order in which it was journaled. One that is refused, such as a command that no queue
    /// waits for, keeps none after it: a run that gave up waiting for a service still says that it ended. What nobody
    /// takes or refuses in time is an outage, and would befall the others too.</summary>
    public async Task Dispatch(Journal journal, CancellationToken cancellation)
    {
        Exception? refusal = null;
        foreach (var entry in journal.Unsent)
        {
            if (HasDispatched(entry.MessageId))
                continue;
            try
            {
                await Send(entry, cancellation);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                refusal ??= exception;
            }
        }

        if (refusal is not null)
            ExceptionDispatchInfo.Throw(refusal);
    }

    private async Task Send(JournalEntry entry, CancellationToken cancellation)
    {
        using var activity = StoredTrace.Resume(entry.Trace, $"{entry.Message} send");
        var isFirst = _sending.TryAdd(entry.MessageId, true);
        try
        {
            if (find(entry.Message) is { } type)
                await Publish(
                    entry.Body.Deserialize(type, JournalEntry.BodyOptions)!, type, entry.MessageId, cancellation);
            else
                logger.LogError(
                    "No message is called {Message} any more: what was to be sent is left out", entry.Message);
            Remember(entry.MessageId);
        }
        finally
        {
            if (isFirst)
                _sending.TryRemove(entry.MessageId, out _);
        }
    }

    private async Task Publish(object message, Type type, Guid id, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(bus.Address?.Scheme == "loopback" ? TimeoutInMemory : Timeout);
        await bus.Publish(
            message,
            type,
            publish =>
            {
                publish.MessageId = id;
                publish.Mandatory = mandatory(message);
            },
            deadline.Token).WaitAsync(deadline.Token);
    }

    private void Remember(Guid messageId)
    {
        if (!_sent.TryAdd(messageId, true))
            return;
        _order.Enqueue(messageId);
        if (_order.Count > Remembered && _order.TryDequeue(out var oldest))
            _sent.TryRemove(oldest, out _);
    }
}
