using System.Text.Json;
using System.Text.Json.Serialization;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Sagas;

/// <summary>One message that a saga received or sent.</summary>
public sealed record JournalEntry
{
    internal static readonly JsonSerializerOptions BodyOptions = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The number of the entry, from 1.</summary>
    public int Number { get; init; }

    /// <summary>Whether the message came in or went out.</summary>
    public required JournalDirection Direction { get; init; }

    /// <summary>The id of the message. A copy has the same; one that is sent anew has another.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The name of the message.</summary>
    public required string Message { get; init; }

    /// <summary>When it was received or sent, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Received: the machine and process that sent it.</summary>
    public string? From { get; init; }

    /// <summary>Received: when it was sent, UTC, by the clock of the sender.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>What it sent.</summary>
    public required JsonElement Body { get; init; }

    /// <summary>Received: whether it led to nothing that was sent, as a repeat does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsQuiet { get; init; }

    /// <summary>In the record: the hash of the entry before it, see <see cref="JournalHash"/>; null for the
    /// first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Previous { get; init; }

    /// <summary>How large the body is, in characters of JSON.</summary>
    [JsonIgnore]
    internal int Size => Body.GetRawText().Length;

    /// <summary>Sent: the trace that it is sent under, whenever and by whomever.</summary>
    public StoredTrace? Trace { get; init; }

    /// <summary>Sent: whether it is known to be sent. A message may be sent before it is known to be.</summary>
    public bool IsDispatched { get; init; } = true;
}

/// <summary>Which way a message went.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JournalDirection>))]
public enum JournalDirection
{
    /// <summary>It came in.</summary>
    Received,

    /// <summary>It went out.</summary>
    Sent,
}
