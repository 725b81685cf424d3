using System.Text.Json.Serialization;

namespace Trainyard.Contracts;

/// <summary>The steps of a run, in their order. On the wire a step is its name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Step>))]
public enum Step
{
    /// <summary>The request is read and its pipeline checked (Pipeline).</summary>
    Accept,

    /// <summary>Source data becomes a snapshot (Ingestion).</summary>
    Fetch,

    /// <summary>The snapshot is held against schema and quality rules (Ingestion).</summary>
    Check,

    /// <summary>Split, clean, fit features on the training part (Preprocessing).</summary>
    Prepare,

    /// <summary>A model is fitted (Training).</summary>
    Train,

    /// <summary>The model is measured on the held-out part (Validation).</summary>
    Validate,

    /// <summary>The metrics are held against the gate (Pipeline).</summary>
    Gate,

    /// <summary>The model becomes an immutable, signed version (Registry).</summary>
    Register,

    /// <summary>The version is loaded under its alias (Serving).</summary>
    Deploy,

    /// <summary>The outcome is announced (Monitoring).</summary>
    Announce,
}
