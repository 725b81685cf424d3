using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Trainyard.Ingestion.FetchData.Values;

namespace Trainyard.Ingestion.FetchData.Json;

/// <summary>What is made of the rows that <see cref="JsonRows"/> reads.</summary>
internal interface IJsonRows
{
    /// <summary>The column of a name; a new one is added.</summary>
    int ColumnOf(ref Utf8JsonReader name);

    /// <summary>The name of a column.</summary>
    string NameOf(int column);

    /// <summary>A value that is there. Nulls and values that mean that nothing is there don't come.</summary>
    void Value(int column, ReadOnlySpan<byte> text, bool isString, long row);

    /// <summary>A value that no column holds; told of once for each column.</summary>
    void Refuse(int column, string where, string what, long row);

    /// <summary>The row is complete.</summary>
    void End(long row);
}

/// <summary>
/// Turns the tokens of JSON objects into rows: flat objects whose values are strings, numbers, truth values or null.
/// What can't be a row ends the reading with a finding, but for nested values, which are reported once for each
/// column.
/// </summary>
internal sealed class JsonRows(IJsonRows rows, ReadingRules rules, Findings findings)
{
    private readonly byte[][] _nulls = [[], .. rules.NullValues.Select(Encoding.UTF8.GetBytes)];
    private readonly NullNumbers _nullNumbers = new(rules);
    private readonly HashSet<int> _nested = [];
    private readonly List<long> _seenInRow = [];
    private byte[] _unescaped = new byte[256];
    private int _column;
    private int _depthOfNested = -1;

    public long Rows { get; private set; }

    public bool InRow { get; private set; }

    /// <summary>Takes a token; false after a finding that ends the reading.</summary>
    public bool Take(ref Utf8JsonReader reader, string where)
    {
        if (_depthOfNested >= 0)
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray
                && reader.CurrentDepth == _depthOfNested)
                _depthOfNested = -1;
            return true;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when !InRow:
                InRow = true;
                Rows++;
                return true;
            case JsonTokenType.EndObject:
                InRow = false;
                rows.End(Rows);
                return true;
            case JsonTokenType.PropertyName:
                return TakeName(ref reader, where);
            case JsonTokenType.StartObject or JsonTokenType.StartArray when InRow:
                _depthOfNested = reader.CurrentDepth;
                RefuseNested(reader.TokenType, where);
                return true;
            case JsonTokenType.Null when InRow:
                return true;
            default:
                return InRow ? TakeValue(ref reader, where) : RefuseRow(reader.TokenType, where);
        }
    }

    private bool TakeName(ref Utf8JsonReader reader, string where)
    {
        if (!IsText(ref reader, where, "name", out var text))
            return false;
        if (text.Length > SourceLimits.Name)
        {
            ColumnNames.RefuseLength($"{where}: a name", text.Length, findings, Rows);
            return false;
        }

        _column = rows.ColumnOf(ref reader);
        while (_seenInRow.Count <= _column)
            _seenInRow.Add(0);
        if (_seenInRow[_column] == Rows)
        {
            var name = reader.GetString()!;
            findings.Add($"{where}: the name '{findings.Cell(name)}' comes twice in one object",
                name, Rows, "the same name twice", "each name once in an object");
            return false;
        }

        _seenInRow[_column] = Rows;
        return true;
    }

    private bool TakeValue(ref Utf8JsonReader reader, string where)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            // A number or truth value that is one of these texts is missing as in any other format.
            if (!IsNull(reader.ValueSpan)
                && !(reader.TokenType == JsonTokenType.Number && _nullNumbers.Contain(reader.ValueSpan)))
                rows.Value(_column, reader.ValueSpan, isString: false, Rows);
            return true;
        }

        if (!IsText(ref reader, where, "text", out var text))
            return false;
        if (text.Length > SourceLimits.Value)
        {
            findings.Add($"{where}: a text is {text.Length} bytes long; at most {SourceLimits.Value} are read",
                rows.NameOf(_column), Rows, $"{text.Length} bytes", $"at most {SourceLimits.Value} bytes");
            return false;
        }

        if (rules.Trims)
            text = Blanks.Trim(text);
        if (!IsNull(text))
            rows.Value(_column, text, isString: true, Rows);
        return true;
    }

    private bool IsNull(ReadOnlySpan<byte> text)
    {
        foreach (var missing in _nulls)
        {
            if (text.SequenceEqual(missing))
                return true;
        }

        return false;
    }

    private void RefuseNested(JsonTokenType type, string where)
    {
        if (_nested.Add(_column))
            rows.Refuse(_column, where, type == JsonTokenType.StartObject ? "an object" : "an array", Rows);
    }

    private bool RefuseRow(JsonTokenType type, string where)
    {
        var observed = type switch
        {
            JsonTokenType.StartArray => "an array",
            JsonTokenType.String => "a string",
            JsonTokenType.Number => "a number",
            JsonTokenType.True or JsonTokenType.False => "a truth value",
            JsonTokenType.Null => "null",
            _ => throw new InvalidOperationException($"{type} begins no value."),
        };
        findings.Add($"{where}: {observed} stands where a row should be; a row is an object of names and values",
            null, Rows + 1, observed, "an object");
        return false;
    }

    private bool IsText(ref Utf8JsonReader reader, string where, string what, out ReadOnlySpan<byte> text)
    {
        text = default;
        var isUtf8 = Utf8.IsValid(reader.ValueSpan);
        var isWhole = isUtf8 && TryUnescape(ref reader, out text);
        if (isWhole && !text.Contains((byte)0))
            return true;
        var observed = !isUtf8 ? "bytes that are not UTF-8 (Latin-1 or Windows-1252?)"
            : isWhole ? "a NUL character" : "half of a surrogate pair";
        findings.Add($"{where}: a {what} holds {observed}. The file should be UTF-8, and its texts whole characters.",
            what == "text" ? rows.NameOf(_column) : null, Rows, observed, "UTF-8 text");
        return false;
    }

    private bool TryUnescape(ref Utf8JsonReader reader, out ReadOnlySpan<byte> text)
    {
        text = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
            return true;
        if (_unescaped.Length < text.Length)
            _unescaped = new byte[text.Length];
        try
        {
            text = _unescaped.AsSpan(0, reader.CopyString(_unescaped));
            return true;
        }
        catch (InvalidOperationException)
        {
            // An escaped surrogate without its other half: well-formed JSON, but no text.
            return false;
        }
    }
}
