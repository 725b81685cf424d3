using System.Text.Json.Serialization;

namespace Trainyard.Pipelines.Receivers;

/// <summary>Who receives an alert, and how it gets there.</summary>
public abstract record ReceiverDefinition
{
    /// <summary>Where it is, as the pipeline file writes it, for people: secrets unresolved.</summary>
    [JsonIgnore]
    public abstract string Shown { get; }

    /// <summary>Its texts that may hold <c>${NAME}</c>.</summary>
    internal abstract IEnumerable<string> TextsWithSecrets { get; }
}
