namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>The schema that a finding offers. A schema lists every column that the pipeline names, so that one that
/// begins with a line has the others too: no line stands alone.</summary>
/// <param name="named">What a schema would say of the columns that the pipeline names, where it has none.</param>
internal sealed class SchemaLines(IReadOnlyList<(string Column, string Line)> named)
{
    /// <summary>For a pipeline that has a schema.</summary>
    public static readonly SchemaLines None = new([]);

    /// <summary>The schema with this line for a column.</summary>
    public string With(string column, string line)
    {
        var others = named.Where(one => one.Column != column).Select(one => one.Line);
        return $"schema: {{ {string.Join(", ", others.Prepend(line))} }}";
    }
}
