using System.Text;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>
/// Which kinds of value a column of a text source holds, and where each kind came first. All rows count, no sample.
/// </summary>
internal sealed class ColumnProfile(string name, ColumnType? declared)
{
    private static readonly int Kinds = Enum.GetValues<ValueKind>().Length;

    private readonly long[] _counts = new long[Kinds];
    private readonly long[] _firstRows = new long[Kinds];
    private readonly string[] _firstTexts = new string[Kinds];

    // A column that will be text whatever else comes needs no look at its values.
    private bool _settled = declared is ColumnType.Text or ColumnType.Category;

    public string Name { get; } = name;

    public ColumnType? Declared { get; } = declared;

    /// <summary>Some value has spaces around it.</summary>
    public bool Padded { get; private set; }

    /// <summary>Some time needs another form before DuckDB reads it.</summary>
    public bool UnusualTime { get; private set; }

    /// <summary>Some JSON string reads like a number or a truth value; whoever quoted it meant text.</summary>
    public bool Quoted { get; private set; }

    public void Add(ReadOnlySpan<byte> text, long row)
    {
        if (_settled)
            return;
        var trimmed = text.Trim((byte)' ');
        Padded |= trimmed.Length < text.Length;
        _ = Count(trimmed, text, row);
    }

    /// <summary>The value of a row, if there is one.</summary>
    public void AddIfAny(string? text, long row)
    {
        if (!string.IsNullOrEmpty(text))
            Add(Encoding.UTF8.GetBytes(text), row);
    }

    /// <summary>A JSON string, which is text unless the schema says otherwise, or a day.</summary>
    public void AddQuoted(ReadOnlySpan<byte> text, long row)
    {
        if (_settled)
            return;
        var trimmed = text.Trim((byte)' ');
        Padded |= trimmed.Length < text.Length;
        Quoted |= Count(trimmed, text, row) is < ValueKind.Date;
        _settled = Quoted && Declared is null;
    }

    public bool Has(ValueKind kind) => _counts[(int)kind] > 0;

    /// <summary>Whether the column holds something, and nothing but these kinds.</summary>
    public bool IsAll(params ReadOnlySpan<ValueKind> kinds)
    {
        long among = 0;
        foreach (var kind in kinds)
            among += _counts[(int)kind];
        return among > 0 && among == _counts.Sum();
    }

    /// <summary>The first value of one of these kinds, and how many of them there are.</summary>
    public (long Row, string Text, long Count)? First(params ReadOnlySpan<ValueKind> kinds)
    {
        (long Row, string Text, long Count)? first = null;
        long count = 0;
        foreach (var kind in kinds)
        {
            count += _counts[(int)kind];
            if (Has(kind) && (first is null || _firstRows[(int)kind] < first.Value.Row))
                first = (_firstRows[(int)kind], _firstTexts[(int)kind], 0);
        }

        return first is null ? null : first.Value with { Count = count };
    }

    private ValueKind Count(ReadOnlySpan<byte> trimmed, ReadOnlySpan<byte> text, long row)
    {
        var kind = ValueReader.Kind(trimmed);
        if (kind is ValueKind.Timestamp or ValueKind.ZonedTimestamp
            && !(kind is ValueKind.Timestamp && TimeReader.IsPlain(trimmed)))
            UnusualTime = true;
        if (_counts[(int)kind]++ == 0)
        {
            _firstRows[(int)kind] = row;
            _firstTexts[(int)kind] = Shown.Value(text);
        }

        if (kind == ValueKind.Text && Declared is null)
            _settled = true;
        return kind;
    }
}
