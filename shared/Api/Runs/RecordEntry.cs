using System.Text.Json;
using System.Text.Json.Serialization;
using Trainyard.Contracts;

namespace Trainyard.Api.Runs;

/// <summary>One message of a run.</summary>
public sealed record RecordEntry
{
    /// <summary>Its place in the record, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>When the run received or sent it, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Which way it went.</summary>
    public required RecordDirection Direction { get; init; }

    /// <summary>The message, by name.</summary>
    public required string Message { get; init; }

    /// <summary>Its id on the bus.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>Who sent it: machine, program and process; null for what the run itself sent.</summary>
    public string? From { get; init; }

    /// <summary>Who did the work, on which attempt, and how long it took; null for commands.</summary>
    public WorkDone? Work { get; init; }

    /// <summary>The artifacts that it names, by their role in the message.</summary>
    public IReadOnlyDictionary<string, ArtifactReference> Artifacts { get; init; } =
        new Dictionary<string, ArtifactReference>();

    /// <summary>The whole message.</summary>
    public required JsonElement Body { get; init; }
}

/// <summary>Which way a message went.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecordDirection>))]
public enum RecordDirection
{
    /// <summary>The run received it.</summary>
    Received,

    /// <summary>The run sent it.</summary>
    Sent,
}
