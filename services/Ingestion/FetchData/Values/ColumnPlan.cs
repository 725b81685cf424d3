using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>How a column of a source becomes one of the snapshot.</summary>
/// <param name="Name">The name in the snapshot.</param>
/// <param name="Type">The type in the snapshot.</param>
/// <param name="ReadAs">The DuckDB type that a CSV reader can give it right away.</param>
/// <param name="Expression">The SQL that makes the value from what was read.</param>
internal sealed record ColumnPlan(string Name, ColumnType Type, string ReadAs, string Expression)
{
    /// <summary>What the column is called where it is read.</summary>
    public required string SourceName { get; init; }

    /// <summary>Numbers that are read by <see cref="Function"/>.</summary>
    public NumberFormat? Numbers { get; init; }

    /// <summary>Times that are read by <see cref="Function"/>.</summary>
    public TimeFormat? Times { get; init; }

    /// <summary>How its values are written.</summary>
    public ColumnForm Form { get; init; } = new();

    /// <summary>The name that the expression calls the reader by, where it needs one.</summary>
    public string? Function { get; init; }
}
