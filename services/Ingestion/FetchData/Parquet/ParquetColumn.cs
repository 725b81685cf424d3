using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Ingestion.Snapshots;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.FetchData.Parquet;

/// <summary>A column as DuckDB describes it.</summary>
internal sealed record ParquetColumn(string Name, string DuckDbType, ReadingRules Rules)
{
    public bool IsText => DuckDbType is "VARCHAR" or "UUID" || DuckDbType.StartsWith("ENUM(", StringComparison.Ordinal);

    public bool IsBytes => DuckDbType == "BLOB";

    public bool IsDecimal => DuckDbType.StartsWith("DECIMAL(", StringComparison.Ordinal) && !IsNested;

    public bool IsNested => DuckDbType.EndsWith(']') || DuckDbType.StartsWith("STRUCT(", StringComparison.Ordinal)
        || DuckDbType.StartsWith("MAP(", StringComparison.Ordinal)
        || DuckDbType.StartsWith("UNION(", StringComparison.Ordinal);

    /// <summary>The SQL of a value that has a type of its own: nothing where it means that it is missing. A number
    /// means it if one of the texts is the same number.</summary>
    public string Value
    {
        get
        {
            var name = Sql.Name(Name);
            var type = ParquetTyping.TypeOf(this);
            if (Rules.NullValues.Count == 0 || type is null or ColumnType.Category or ColumnType.Text)
                return name;
            var texts = type is ColumnType.Timestamp
                ? Rules.NullValues.Select(text => text.Replace('T', ' ')).Union(Rules.NullValues)
                : Rules.NullValues;
            var numbers = type is ColumnType.Integer or ColumnType.Number
                ? new NullNumbers(Rules).All.Select(Sql.Number).ToList()
                : [];
            var isNumber = numbers.Count == 0
                ? "" : $" OR CAST({name} AS DOUBLE) IN ({string.Join(", ", numbers)})";
            return $"(CASE WHEN CAST({name} AS VARCHAR) IN ({Sql.Texts(texts)}){isNumber} THEN NULL ELSE {name} END)";
        }
    }
}
