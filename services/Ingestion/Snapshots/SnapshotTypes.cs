using Trainyard.Pipelines;

namespace Trainyard.Ingestion.Snapshots;

/// <summary>
/// The types of a snapshot's columns: six in DuckDB for the seven of the pipeline, as category and text are both
/// text.
/// </summary>
internal static class SnapshotTypes
{
    public static string Of(ColumnType type) => type switch
    {
        ColumnType.Integer => "BIGINT",
        ColumnType.Number => "DOUBLE",
        ColumnType.Boolean => "BOOLEAN",
        ColumnType.Date => "DATE",
        ColumnType.Timestamp => "TIMESTAMP",
        ColumnType.Category or ColumnType.Text => "VARCHAR",
        _ => throw type.NotKnown(),
    };

    /// <summary>A type as the pipeline file writes it.</summary>
    public static string Word(ColumnType type) => type.ToString().ToLowerInvariant();

    /// <summary>The type that a column of a snapshot has; null for one that no snapshot has.</summary>
    public static ColumnType? From(string duckDbType) => duckDbType switch
    {
        "BIGINT" => ColumnType.Integer,
        "DOUBLE" => ColumnType.Number,
        "BOOLEAN" => ColumnType.Boolean,
        "DATE" => ColumnType.Date,
        "TIMESTAMP" => ColumnType.Timestamp,
        "VARCHAR" => ColumnType.Category,
        _ => null,
    };
}
