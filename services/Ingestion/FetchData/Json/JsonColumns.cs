using System.Text.Json;
using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.FetchData.Json;

/// <summary>First reading: the columns, in the order in which their names first come, and what they hold.</summary>
internal sealed class JsonColumns(Func<string, ColumnType?> declared) : IJsonRows
{
    private readonly List<ColumnProfile> _columns = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private int _expected;

    public IReadOnlyList<ColumnProfile> Columns => _columns;

    // Objects of one file mostly have the same names in the same order, and then no name becomes a string.
    public int ColumnOf(ref Utf8JsonReader name)
    {
        if (_expected < _columns.Count && name.ValueTextEquals(_columns[_expected].Name))
            return _expected++;
        var text = name.GetString()!;
        if (!_places.TryGetValue(text, out var place))
        {
            place = _columns.Count;
            _places.Add(text, place);
            _columns.Add(new ColumnProfile(text, declared(text)));
        }

        _expected = place + 1;
        return place;
    }

    public string NameOf(int column) => _columns[column].Name;

    public void Value(int column, ReadOnlySpan<byte> text, bool isString, long row)
    {
        if (isString)
            _columns[column].AddQuoted(text, row);
        else
            _columns[column].Add(text, row);
    }

    public void End(long row) => _expected = 0;
}
