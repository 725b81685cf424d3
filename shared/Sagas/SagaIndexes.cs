namespace Trainyard.Sagas;

/// <summary>Indexed fields that every saga collection has.</summary>
public static class SagaIndexes
{
    /// <summary>When the oldest message that may not be out yet was journaled.</summary>
    public const string Unsent = "unsent";
}
