using System.Text.Json;
using System.Text.Json.Serialization;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Sagas;

/// <summary>
/// What a saga received and sent, in order. It is stored with the state in one atomic write, and is three things at
/// once: the record of what happened, the inbox that knows duplicates, and the outbox that still has to be sent.
/// </summary>
public sealed class Journal
{
    /// <summary>How many received messages that led to nothing are kept, the first of each name aside.</summary>
    public const int MostQuiet = 100;

    /// <summary>How large their bodies may be together, in characters of JSON.</summary>
    public const int LargestQuiet = 1 << 16;

    /// <summary>How many ids of messages that are only counted are remembered, to know copies of them.</summary>
    public const int MostRecent = 200;

    private readonly List<(object Message, Guid Id)> _toSend = [];
    private readonly List<Guid> _toResend = [];

    /// <summary>All entries, oldest first. Nothing is ever taken out, and what repeats without end is counted rather
    /// than kept: the journal is read and written with each message.</summary>
    [JsonInclude]
    public List<JournalEntry> Entries { get; private set; } = [];

    /// <summary>How many messages of a name came that led to nothing and have no entry any more.</summary>
    [JsonInclude]
    public SortedDictionary<string, long> Repeats { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>The ids of the latest of them. A copy that is older than these is counted once more, and leads to
    /// nothing either.</summary>
    [JsonInclude]
    public List<Guid> Recent { get; private set; } = [];

    /// <summary>When the oldest message that may not be out yet was journaled; null when all are known to be
    /// sent.</summary>
    [JsonIgnore]
    public DateTimeOffset? UndispatchedSince => Entries.Find(entry => !entry.IsDispatched)?.At;

    /// <summary>The trace of what was sent last, for whoever reminds the saga; null when nothing has one.</summary>
    [JsonIgnore]
    public StoredTrace? LatestTrace => Entries.FindLast(entry => entry.Trace is not null)?.Trace;

    /// <summary>Whether a message was received before.</summary>
    public bool HasReceived(Guid messageId) =>
        Entries.Exists(entry => entry.Direction == JournalDirection.Received && entry.MessageId == messageId)
        || Recent.Contains(messageId);

    /// <summary>Says a message: it is written with the state, and sent after that.</summary>
    public void Send(object message) => _toSend.Add((message, Guid.NewGuid()));

    /// <summary>Says the latest message once more, to whoever may have missed it, or may have to answer again; under
    /// another id, since the one it had is known for a repeat.</summary>
    public void Resend()
    {
        if (Entries.FindLast(entry => entry.Direction == JournalDirection.Sent) is { } last)
            _toResend.Add(last.MessageId);
    }

    /// <summary>Writes down what was received and what is sent because of it.</summary>
    internal void Write(JournalEntry received, Predicate<Guid> isDispatched, DateTimeOffset now)
    {
        MarkDispatched(isDispatched);
        for (var i = 0; i < Entries.Count; i++)
        {
            if (_toResend.Contains(Entries[i].MessageId) && Entries[i].Direction == JournalDirection.Sent)
                Entries[i] = Entries[i] with { MessageId = Guid.NewGuid(), IsDispatched = false };
        }

        Receive(received with { IsQuiet = _toSend.Count == 0 });
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

    private void Receive(JournalEntry received)
    {
        if (!received.IsQuiet || IsWorthKeeping(received))
        {
            Append(received);
            return;
        }

        Repeats[received.Message] = Repeats.GetValueOrDefault(received.Message) + 1;
        Recent.Add(received.MessageId);
        if (Recent.Count > MostRecent)
            Recent.RemoveAt(0);
    }

    /// <summary>The first of its name is, whatever it is: it may have ended the saga without a word.</summary>
    private bool IsWorthKeeping(JournalEntry received)
    {
        if (!Entries.Exists(entry => entry.Message == received.Message))
            return true;
        var quiet = Entries.Where(entry => entry.IsQuiet).ToList();
        return quiet.Count < MostQuiet
            && quiet.Append(received).Sum(entry => (long)entry.Body.GetRawText().Length) <= LargestQuiet;
    }

    private void Append(JournalEntry entry) => Entries.Add(entry with { Number = Entries.Count + 1 });
}
