using System.Text.Json;
using Trainyard.Ingestion.FetchData.Values;

namespace Trainyard.Ingestion.FetchData.Json;

/// <summary>First reading: the columns, in the order in which their names first come, and what they hold.</summary>
internal sealed class JsonColumns(SourceFile file) : IJsonRows
{
    private readonly ReadingRules _rules = file.Rules(TextsAre.TextsOrDays);
    private readonly List<ColumnProfile> _columns = [];
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<(long Count, long FirstRow)> _named = [];
    private int _expected;

    public IReadOnlyList<ColumnProfile> Columns => _columns;

    /// <summary>Rows that were read.</summary>
    public long Rows { get; private set; }

    /// <summary>The names until now.</summary>
    public List<JsonName> Named() =>
        [.. _columns.Zip(_named, (column, named) => new JsonName(column, named.Count, named.FirstRow))];

    // Objects of one file mostly have the same names in the same order, and then no name becomes a string.
    public int ColumnOf(ref Utf8JsonReader name)
    {
        var place = PlaceOf(ref name);
        _named[place] = _named[place] with { Count = _named[place].Count + 1 };
        _expected = place + 1;
        return place;
    }

    private int PlaceOf(ref Utf8JsonReader name)
    {
        if (_expected < _columns.Count && name.ValueTextEquals(_names[_expected]))
            return _expected;
        var text = name.GetString()!;
        if (!_places.TryGetValue(text, out var place))
        {
            place = _columns.Count;
            _places.Add(text, place);
            _names.Add(text);
            _columns.Add(Column(text, place));
            _named.Add((0, Rows + 1));
        }

        return place;
    }

    public void Refuse(int column, string where, string what, long row) => _columns[column].Refuse(where, row, what);

    public string NameOf(int column) => _columns[column].Name;

    public void Value(int column, ReadOnlySpan<byte> text, bool isString, long row)
    {
        _columns[column].Add(text, row, quoted: isString);
    }

    public void End(long row) => (_expected, Rows) = (0, row);

    private ColumnProfile Column(string written, int place)
    {
        var (name, isUnnamed) = ColumnNames.Of(written, place, _rules.Trims, file.Used);
        file.Findings.See(name);
        return new ColumnProfile(name, file.Declared(name), _rules.Of(file.Declared(name)))
        {
            SourceName = $"c{place}", Place = place, IsUnnamed = isUnnamed,
        };
    }
}
