using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trainyard.Persistence.Sagas;

/// <summary>
/// What a saga heard and said, in order. It is stored with the state in one atomic write, and is three things at once:
/// the record of what happened, the inbox that knows duplicates, and the outbox that still has to be sent.
/// </summary>
public sealed class Journal
{
    private readonly List<(object Message, Guid Id)> _toSay = [];
    private readonly List<Guid> _toRepeat = [];

    /// <summary>All entries, oldest first. Nothing is ever taken out.</summary>
    [JsonInclude]
    public List<JournalEntry> Entries { get; private set; } = [];

    /// <summary>When the oldest message that may not be sent yet was said; null when all are known to be
    /// sent.</summary>
    [JsonIgnore]
    public DateTimeOffset? UnsentSince => Entries.Find(entry => !entry.IsSent)?.At;

    /// <summary>Whether a message was heard before.</summary>
    public bool HasHeard(Guid messageId) =>
        Entries.Exists(entry => entry.Direction == JournalDirection.Heard && entry.MessageId == messageId);

    /// <summary>Says a message: it is written with the state, and sent after that.</summary>
    public void Say(object message) => _toSay.Add((message, Guid.NewGuid()));

    /// <summary>Says the latest message once more, to whoever may have missed it, or may have to answer again; under
    /// another id, since the one it had is known for a repeat.</summary>
    public void Repeat()
    {
        if (Entries.FindLast(entry => entry.Direction == JournalDirection.Said) is { } last)
            _toRepeat.Add(last.MessageId);
    }

    /// <summary>Writes down what was heard and what is said because of it.</summary>
    internal void Write(JournalEntry heard, Predicate<Guid> isSent, DateTimeOffset now)
    {
        MarkSent(isSent);
        for (var i = 0; i < Entries.Count; i++)
        {
            if (_toRepeat.Contains(Entries[i].MessageId) && Entries[i].Direction == JournalDirection.Said)
                Entries[i] = Entries[i] with { MessageId = Guid.NewGuid(), IsSent = false };
        }

        Append(heard);
        foreach (var (message, id) in _toSay)
        {
            Append(new JournalEntry
            {
                Direction = JournalDirection.Said,
                MessageId = id,
                Message = message.GetType().Name,
                At = now,
                Body = JsonSerializer.SerializeToElement(message, message.GetType(), JournalEntry.BodyOptions),
                IsSent = false,
            });
        }

        _toSay.Clear();
        _toRepeat.Clear();
    }

    internal void MarkSent(Predicate<Guid> isSent)
    {
        for (var i = 0; i < Entries.Count; i++)
        {
            if (!Entries[i].IsSent && isSent(Entries[i].MessageId))
                Entries[i] = Entries[i] with { IsSent = true };
        }
    }

    private void Append(JournalEntry entry) => Entries.Add(entry with { Number = Entries.Count + 1 });
}
