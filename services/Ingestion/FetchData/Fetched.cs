namespace Trainyard.Ingestion.FetchData;

/// <summary>What was written into a snapshot.</summary>
internal sealed record Fetched(long Rows, int Columns);
