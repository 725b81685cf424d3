using System.Text.Json;
using System.Text.Json.Serialization;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Sagas;

/// <summary>
/// What a saga received and sent lately. It is stored with the state in one atomic write, and is three things at once:
/// the end of the record of what happened, the inbox that knows duplicates, and the outbox that still has to be sent.
/// It is read and written with each message, so it has bounds: what is settled moves to the record beside it, see
/// <see cref="SagaRecord{TSaga}"/>, and what repeats without end is counted rather than kept.
/// </summary>
public sealed class Journal
{
    /// <summary>How many received messages that led to nothing are kept, the first of each name aside.</summary>
    public const int MostQuiet = 100;

    /// <summary>How large their bodies may be together, in characters of JSON.</summary>
    public const int LargestQuiet = 1 << 14;

    /// <summary>How many ids of received messages are remembered, to know copies of them. A copy that is older reaches
    /// the state machine once more; what it led to the first time left the state that it was news in, so it is counted,
    /// and leads to nothing.</summary>
    public const int MostHeard = 200;

    private readonly List<object> _toSend = [];
    private bool _toResend;

    /// <summary>What has not moved to the record yet, oldest first.</summary>
    [JsonInclude]
    public List<JournalEntry> Entries { get; private set; } = [];

    /// <summary>How many entries are in the record: those here have the numbers after it.</summary>
    [JsonInclude]
    public int Moved { get; private set; }

    /// <summary>The hash of the last of them, see <see cref="JournalEntry.Previous"/>.</summary>
    [JsonInclude]
    public string? Hash { get; private set; }

    /// <summary>The trace of what was sent last, for whoever reminds the saga; null when it has none.</summary>
    [JsonInclude]
    public StoredTrace? LatestTrace { get; private set; }

    /// <summary>The same to be said once more, until it is; no part of the record, which has it.</summary>
    [JsonInclude]
    public JournalEntry? Again { get; private set; }

    /// <summary>The ids of the messages that were received last, at most <see cref="MostHeard"/>.</summary>
    [JsonInclude]
    public List<Guid> Heard { get; private set; } = [];

    /// <summary>The message that was received last.</summary>
    [JsonInclude]
    public JournalSign? LastSign { get; private set; }

    /// <summary>The names of the messages that were received.</summary>
    [JsonInclude]
    public SortedSet<string> Names { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>How many received messages that led to nothing have an entry.</summary>
    [JsonInclude]
    public int Quiet { get; private set; }

    /// <summary>How large their bodies are together, in characters of JSON.</summary>
    [JsonInclude]
    public long QuietSize { get; private set; }

    /// <summary>How many messages of a name came that led to nothing and have no entry.</summary>
    [JsonInclude]
    public SortedDictionary<string, long> Repeats { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>What is not known to be sent, in the order in which it is to be.</summary>
    [JsonIgnore]
    public IEnumerable<JournalEntry> Unsent =>
        Entries.Where(entry => !entry.IsDispatched).Concat(Again is { } again ? [again] : []);

    /// <summary>When the oldest message that may not be out yet was journaled; null when all are known to be
    /// sent.</summary>
    [JsonIgnore]
    public DateTimeOffset? UndispatchedSince => Unsent.FirstOrDefault()?.At;

    /// <summary>When the journal grew last.</summary>
    [JsonIgnore]
    public DateTimeOffset? ChangedAt => Again?.At ?? Entries.LastOrDefault()?.At ?? LastSign?.At;

    /// <summary>Whether something is to be said once more that has moved to the record.</summary>
    [JsonIgnore]
    internal bool AsksForTheRecord => _toResend && Latest is null;

    [JsonIgnore]
    private JournalEntry? Latest => Entries.FindLast(entry => entry.Direction == JournalDirection.Sent);

    /// <summary>Whether a message was received lately, see <see cref="MostHeard"/>.</summary>
    public bool HasReceived(Guid messageId) => Heard.Contains(messageId);

    /// <summary>Says a message: it is written with the state, and sent after that.</summary>
    public void Send(object message) => _toSend.Add(message);

    /// <summary>Says the latest message once more, to whoever may have missed it, or may have to answer again; under
    /// another id, since the one it had is known for a repeat.</summary>
    public void Resend() => _toResend = true;

    /// <summary>Writes down what was received and what is sent because of it.</summary>
    /// <param name="received">The message.</param>
    /// <param name="isDispatched">Whether a message is known to be sent.</param>
    /// <param name="now">The time.</param>
    /// <param name="said">What the record says was sent last; where nothing later is here.</param>
    internal void Write(
        JournalEntry received, Predicate<Guid> isDispatched, DateTimeOffset now, JournalEntry? said = null)
    {
        MarkDispatched(isDispatched);
        if (_toResend && (Latest ?? said) is { } latest)
            Again = latest with { MessageId = Guid.NewGuid(), At = now, IsDispatched = false };
        Receive(received with { IsQuiet = _toSend.Count == 0 });
        var trace = _toSend.Count > 0 ? StoredTrace.Current() : null;
        LatestTrace = trace ?? LatestTrace;
        foreach (var message in _toSend)
        {
            Append(new JournalEntry
            {
                Direction = JournalDirection.Sent,
                MessageId = Guid.NewGuid(),
                Message = message.GetType().Name,
                At = now,
                Body = JsonSerializer.SerializeToElement(message, message.GetType(), JournalEntry.BodyOptions),
                Trace = trace,
                IsDispatched = false,
            });
        }

        _toSend.Clear();
        _toResend = false;
    }

    internal void MarkDispatched(Predicate<Guid> isDispatched)
    {
        for (var i = 0; i < Entries.Count; i++)
        {
            if (!Entries[i].IsDispatched && isDispatched(Entries[i].MessageId))
                Entries[i] = Entries[i] with { IsDispatched = true };
        }

        if (Again is { } again && isDispatched(again.MessageId))
            Again = null;
    }

    /// <summary>Lets go of the first entries, which are in the record now.</summary>
    /// <param name="count">How many.</param>
    /// <param name="hash">The hash of the last of them.</param>
    internal void Release(int count, string hash)
    {
        Entries.RemoveRange(0, count);
        Moved += count;
        Hash = hash;
    }

    private void Receive(JournalEntry received)
    {
        LastSign = new JournalSign(received.Message, received.At, received.From);
        Heard.Add(received.MessageId);
        if (Heard.Count > MostHeard)
            Heard.RemoveAt(0);
        // The first of its name is kept, whatever it is: it may have ended the saga without a word.
        var isFirst = Names.Add(received.Message);
        if (!received.IsQuiet || isFirst)
            Append(received);
        else if (Quiet < MostQuiet && QuietSize + received.Size <= LargestQuiet)
            AppendQuiet(received);
        else
            Repeats[received.Message] = Repeats.GetValueOrDefault(received.Message) + 1;
    }

    private void AppendQuiet(JournalEntry received)
    {
        Quiet++;
        QuietSize += received.Size;
        Append(received);
    }

    private void Append(JournalEntry entry) => Entries.Add(entry with { Number = Moved + Entries.Count + 1 });
}

/// <summary>That a message was received.</summary>
/// <param name="Message">Its name.</param>
/// <param name="At">When, UTC.</param>
/// <param name="From">The machine and process that sent it, where that is known.</param>
public sealed record JournalSign(string Message, DateTimeOffset At, string? From);
