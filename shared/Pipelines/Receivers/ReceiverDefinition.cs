namespace Trainyard.Pipelines.Receivers;

/// <summary>Who receives an alert, and how it gets there.</summary>
public abstract record ReceiverDefinition
{
    /// <summary>Its texts that may hold <c>${NAME}</c>.</summary>
    internal abstract IEnumerable<string> TextsWithSecrets { get; }
}
