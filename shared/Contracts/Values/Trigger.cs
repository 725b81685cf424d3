using System.Text.Json.Serialization;

namespace Trainyard.Contracts;

/// <summary>What led to a run, or to a move of an alias, beside whoever asked for it.</summary>
public sealed record Trigger
{
    /// <summary>The kind. Default: a request.</summary>
    public TriggerKind Kind { get; init; } = TriggerKind.Request;

    /// <summary>What triggered it, by name: the schedule, the drift window, the id of the other run. Absent for a
    /// request.</summary>
    public string? Name { get; init; }

    /// <summary>Somebody asked for it.</summary>
    public static readonly Trigger Request = new();
}

/// <summary>What can lead to a run or a move. On the wire a kind is its name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TriggerKind>))]
public enum TriggerKind
{
    /// <summary>Somebody asked for it.</summary>
    Request,

    /// <summary>It was time, by a schedule.</summary>
    Schedule,

    /// <summary>A model in service drifted or got worse.</summary>
    Drift,

    /// <summary>Another run led to it.</summary>
    Run,
}
