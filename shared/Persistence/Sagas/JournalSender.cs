using System.Collections.Concurrent;
using System.Text.Json;
using MassTransit;

namespace Trainyard.Persistence.Sagas;

/// <summary>
/// Sends what journals hold as unsent. What was sent is remembered here and written down with the next change of the saga,
/// so that a step costs one write; after a crash it is sent again, under the same message id.
/// </summary>
/// <param name="bus">The bus.</param>
/// <param name="find">The type of a message by its name, or null when there is none of that name any more.</param>
/// <param name="isOrder">Whether a message is an order, for which a queue must be waiting.</param>
internal sealed class JournalSender(IBus bus, Func<string, Type?> find, Func<object, bool> isOrder)
{
    private const int Remembered = 20_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, bool> _sent = new();
    private readonly ConcurrentQueue<Guid> _order = new();

    public bool HasSent(Guid messageId) => _sent.ContainsKey(messageId);

    public async Task SendUnsent(Journal journal, CancellationToken cancellation)
    {
        foreach (var entry in journal.Entries)
        {
            if (!entry.IsSent)
                await Send(entry, cancellation);
        }
    }

    private async Task Send(JournalEntry entry, CancellationToken cancellation)
    {
        if (find(entry.Message) is not { } type)
            return;
        var message = entry.Body.Deserialize(type, JournalEntry.BodyOptions)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Patience);
        await bus.Publish(
            message,
            type,
            publish =>
            {
                publish.MessageId = entry.MessageId;
                publish.Mandatory = isOrder(message);
            },
            deadline.Token);
        Remember(entry.MessageId);
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
