using System.Text.Json.Serialization;

namespace Trainyard.Pipelines.Receivers;

/// <summary>Who is told of which endings, and how.</summary>
public sealed record AlertDefinition
{
    /// <summary>The endings: succeeded, rejected, faulted, cancelled.</summary>
    public required IReadOnlyList<AlertOn> On { get; init; }

    /// <summary>Who is told, and how.</summary>
    public required ReceiverDefinition Receiver { get; init; }
}

/// <summary>The endings that an alert can be about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlertOn>))]
public enum AlertOn
{
    /// <summary>A version is registered.</summary>
    Succeeded,

    /// <summary>Data or model did not meet its rules.</summary>
    Rejected,

    /// <summary>Something broke.</summary>
    Faulted,

    /// <summary>Somebody asked for the run to stop.</summary>
    Cancelled,
}
