using System.Text.Json;
using System.Text.Json.Serialization;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Sagas;

/// <summary>
/// What a saga heard and said, in order. It is stored with the state in one atomic write, and is three things at once:
/// the record of what happened, the inbox that knows duplicates, and the outbox that still has to be sent.
/// </summary>
public sealed class Journal
{
    private readonly List<(object Message, Guid Id)> _toSend = [];
    private readonly List<Guid> _toResend = [];

    /// <summary>All entries, oldest first. Nothing is ever taken out.</summary>
    [JsonInclude]
    public List<JournalEntry> Entries { get; private set; } = [];

    /// <summary>When the oldest message that may not be sent yet was said; null when all are known to be
    /// sent.</summary>
    [JsonIgnore]
    public DateTimeOffset? UndispatchedSince => Entries.Find(entry => !entry.IsDispatched)?.At;

    /// <summary>The trace of what was sent last, for whoever reminds the saga; null when nothing has one.</summary>
    [JsonIgnore]
    public StoredTrace? LatestTrace => Entries.FindLast(entry => entry.Trace is not null)?.Trace;

    /// <summary>Whether a message was heard before.</summary>
    public bool HasReceived(Guid messageId) =>
        Entries.Exists(entry => entry.Direction == JournalDirection.Received && entry.MessageId == messageId);

    /// <summary>Says a message: it is written with the state, and sent after that.</summary>
    public void Send(object message) => _toSend.Add((message, Guid.NewGuid()));

    /// <summary>Says the latest message once more, to whoever may have missed it, or may have to answer again; under
    /// another id, since the one it had is known for a repeat.</summary>
    public void Resend()
    {
        if (Entries.FindLast(entry => entry.Direction == JournalDirection.Sent) is { } last)
            _toResend.Add(last.MessageId);
    }

    /// <summary>Writes down what was heard and what is said because of it.</summary>
    internal void Write(JournalEntry heard, Predicate<Guid> isDispatched, DateTimeOffset now)
    {
        MarkDispatched(isDispatched);
        for (var i = 0; i < Entries.Count; i++)
        {
            if (_toResend.Contains(Entries[i].MessageId) && Entries[i].Direction == JournalDirection.Sent)
                Entries[i] = Entries[i] with { MessageId = Guid.NewGuid(), IsDispatched = false };
        }

        Append(heard);
        var trace = _toSend.Count > 0 ? StoredTrace.Current() : null;
        foreach (var (message, id) in _toSend)
        {
            Append(new JournalEntry
            {
                Direction = JournalDirection.Sent,
                MessageId = id,
                Message = message.GetType().Name,
                At = now,
                Body = JsonSerializer.SerializeToElement(message, message.GetType(), JournalEntry.BodyOptions),
                Trace = trace,
                IsDispatched = false,
            });
        }

        _toSend.Clear();
        _toResend.Clear();
    }

    internal void MarkDispatched(Predicate<Guid> isDispatched)
    {
        for (var i = 0; i < Entries.Count; i++)
        {
            if (!Entries[i].IsDispatched && isDispatched(Entries[i].MessageId))
                Entries[i] = Entries[i] with { IsDispatched = true };
        }
    }

    private void Append(JournalEntry entry) => Entries.Add(entry with { Number = Entries.Count + 1 });
}
