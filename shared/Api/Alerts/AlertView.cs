using System.Text.Json.Serialization;

namespace Trainyard.Api.Alerts;

/// <summary>An alert and how far it is.</summary>
/// <param name="Number">The place of the receiver in the pipeline's list, from 1; 0 for the receiver of the
/// settings, who is told where that list is not known.</param>
/// <param name="Receiver">Where it goes, as the pipeline file writes it, secrets unresolved; of the receiver of the
/// settings no more than that it is theirs.</param>
/// <param name="State">How far it is.</param>
/// <param name="Attempt">Attempts so far.</param>
/// <param name="Failure">Why it was given up, or why the last attempt failed while it is under way; null where neither
/// is so.</param>
public sealed record AlertView(int Number, string Receiver, AlertState State, int Attempt, string? Failure);

/// <summary>How far an alert is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlertState>))]
public enum AlertState
{
    /// <summary>It is to be sent, or to be sent again.</summary>
    UnderWay,

    /// <summary>The receiver has it.</summary>
    Done,

    /// <summary>The receiver refused it, or was away for all attempts.</summary>
    GivenUp,
}
