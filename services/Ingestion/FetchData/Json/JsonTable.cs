using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;

namespace Trainyard.Ingestion.FetchData.Json;

/// <summary>Second reading: the rows go into a table of texts, and DuckDB makes values of them.</summary>
/// <param name="columns">The columns of the first reading.</param>
/// <param name="commas">Those whose texts have a comma before the fraction: a number of JSON has a point.</param>
/// <param name="appender">Takes the rows.</param>
internal sealed class JsonTable(JsonColumns columns, IReadOnlySet<string> commas, DuckDBAppender appender) : IJsonRows
{
    private readonly string?[] _row = new string?[columns.Columns.Count];
    private readonly bool[] _commas = [.. columns.Columns.Select(column => commas.Contains(column.Name))];

    public int ColumnOf(ref Utf8JsonReader name) => columns.ColumnOf(ref name);

    public string NameOf(int column) => columns.NameOf(column);

    public void Value(int column, ReadOnlySpan<byte> text, bool isString, long row)
    {
        var value = Encoding.UTF8.GetString(text);
        _row[column] = !isString && _commas[column] ? value.Replace('.', ',') : value;
    }

    // The first reading has seen to it.
    public void Refuse(int column, string where, string what, long row)
    {
    }

    public void End(long row)
    {
        columns.End(row);
        var target = appender.CreateRow();
        foreach (var value in _row)
            _ = value is null ? target.AppendNullValue() : target.AppendValue(value);
        target.EndRow();
        Array.Clear(_row);
    }
}
