using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Expressions;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>How a column of a source becomes one of the snapshot.</summary>
/// <param name="Name">The name, in source and snapshot.</param>
/// <param name="Type">The type in the snapshot.</param>
/// <param name="ReadAs">The DuckDB type that a CSV reader can give it right away.</param>
/// <param name="Expression">The SQL that makes the value from what was read.</param>
internal sealed record ColumnPlan(string Name, ColumnType Type, string ReadAs, string Expression);
