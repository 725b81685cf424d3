using System.Text.Json.Serialization;

namespace Trainyard.Contracts;

/// <summary>The four ways a run ends, never mixed. On the wire an outcome is its name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunOutcome>))]
public enum RunOutcome
{
    /// <summary>A version is registered and, where the pipeline asks for it, deployed.</summary>
    Succeeded,

    /// <summary>The request, the data or the model did not meet its rules: a normal answer, with figures.</summary>
    Rejected,

    /// <summary>Something broke, and stayed broken after the retries.</summary>
    Faulted,

    /// <summary>Somebody asked for the run to stop.</summary>
    Cancelled,
}
