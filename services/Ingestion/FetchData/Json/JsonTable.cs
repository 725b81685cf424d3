using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;

namespace Trainyard.Ingestion.FetchData.Json;

/// <summary>Second reading: the rows go into a table of texts, and DuckDB makes values of them.</summary>
internal sealed class JsonTable(JsonColumns columns, DuckDBAppender appender) : IJsonRows
{
    private readonly string?[] _row = new string?[columns.Columns.Count];

    public int ColumnOf(ref Utf8JsonReader name) => columns.ColumnOf(ref name);

    public string NameOf(int column) => columns.NameOf(column);

    public void Value(int column, ReadOnlySpan<byte> text, bool isString, long row) =>
        _row[column] = Encoding.UTF8.GetString(text);

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
