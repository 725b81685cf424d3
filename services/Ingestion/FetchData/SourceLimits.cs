namespace Trainyard.Ingestion.FetchData;

/// <summary>What a source may hold at most. Beyond these a file is damaged, or not what it says it is.</summary>
internal static class SourceLimits
{
    /// <summary>Bytes of the name of a column: 1 KiB. A pipeline file can name one of 200 characters.</summary>
    public const int Name = 1 << 10;

    /// <summary>Bytes of one value: 1 MiB.</summary>
    public const int Value = 1 << 20;

    /// <summary>Bytes of one row, line or object: 16 MiB.</summary>
    public const int Row = 16 << 20;

    /// <summary>Columns: 10,000.</summary>
    public const int Columns = 10_000;
}
