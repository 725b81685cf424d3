namespace Trainyard.Ingestion.FetchData.Parquet;

/// <summary>Values that were found: how many, the first, and the text of all where they have the same.</summary>
internal sealed record HeldValues(long Count, long Row, string First, string? Only)
{
    public string Shown => Values.Shown.Value(First);
}
