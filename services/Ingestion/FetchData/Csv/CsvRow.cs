using System.Buffers;

namespace Trainyard.Ingestion.FetchData.Csv;

/// <summary>What came of the attempt to cut a row out of a buffer.</summary>
internal enum CsvCut
{
    /// <summary>A whole row.</summary>
    Row,

    /// <summary>The buffer ends before the row does.</summary>
    NeedMore,

    /// <summary>A quote inside a field that doesn't begin with one.</summary>
    QuoteInside,

    /// <summary>Something between a closing quote and the end of the field.</summary>
    TextAfterQuote,

    /// <summary>A quote is open at the end of the file.</summary>
    OpenQuote,

    /// <summary>A carriage return that no line feed follows.</summary>
    LoneReturn,
}

/// <summary>
/// Cuts rows into fields as RFC 4180 says, and nothing more lenient. Fields are places in the buffer, not copies.
/// </summary>
internal sealed class CsvRow(byte delimiter)
{
    private readonly SearchValues<byte> _stops = SearchValues.Create([delimiter, (byte)'"', (byte)'\r', (byte)'\n']);
    private (int Start, int Length, bool Quoted, bool Doubled)[] _fields = new (int, int, bool, bool)[64];
    private byte[] _undoubled = [];

    /// <summary>How many fields the row has, or had until it went wrong.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the row with its line end.</summary>
    public int Consumed { get; private set; }

    /// <summary>A quote was open when the buffer ended.</summary>
    public bool InQuotes { get; private set; }

    /// <summary>The row is an empty line.</summary>
    public bool IsBlank => Count == 1 && _fields[0] is { Length: 0, Quoted: false };

    public bool AnyQuoted { get; private set; }

    public ReadOnlySpan<byte> Field(ReadOnlySpan<byte> data, int index)
    {
        var (start, length, _, doubled) = _fields[index];
        var raw = data.Slice(start, length);
        return doubled ? Undouble(raw) : raw;
    }

    public CsvCut Cut(ReadOnlySpan<byte> data, bool isLast)
    {
        (Count, InQuotes, AnyQuoted) = (0, false, false);
        var at = 0;
        while (true)
        {
            var quoted = at < data.Length && data[at] == '"';
            var cut = quoted ? Quoted(data, ref at, isLast) : Plain(data, ref at, isLast);
            if (cut != CsvCut.Row)
                return cut;
            if (at >= data.Length)
                return isLast ? End(at) : CsvCut.NeedMore;
            if (data[at] == delimiter)
            {
                at++;
                continue;
            }

            if (data[at] == '\n')
                return End(at + 1);
            if (at + 1 == data.Length)
                return isLast ? CsvCut.LoneReturn : CsvCut.NeedMore;
            return data[at + 1] == '\n' ? End(at + 2) : CsvCut.LoneReturn;
        }
    }

    private CsvCut End(int consumed)
    {
        Consumed = consumed;
        return CsvCut.Row;
    }

    private CsvCut Plain(ReadOnlySpan<byte> data, ref int at, bool isLast)
    {
        var length = data[at..].IndexOfAny(_stops);
        if (length < 0)
        {
            if (!isLast)
                return CsvCut.NeedMore;
            length = data.Length - at;
        }

        Add(at, length, quoted: false, doubled: false);
        at += length;
        return at < data.Length && data[at] == '"' ? CsvCut.QuoteInside : CsvCut.Row;
    }

    private CsvCut Quoted(ReadOnlySpan<byte> data, ref int at, bool isLast)
    {
        AnyQuoted = true;
        var start = at + 1;
        var doubled = false;
        for (var from = start; ; doubled = true)
        {
            var length = data[from..].IndexOf((byte)'"');
            if (length < 0)
            {
                InQuotes = true;
                return isLast ? CsvCut.OpenQuote : CsvCut.NeedMore;
            }

            var quote = from + length;
            if (quote + 1 == data.Length && !isLast)
                return CsvCut.NeedMore;
            if (quote + 1 < data.Length && data[quote + 1] == '"')
            {
                from = quote + 2;
                continue;
            }

            Add(start, quote - start, quoted: true, doubled);
            at = quote + 1;
            return at == data.Length || data[at] == delimiter || data[at] is (byte)'\r' or (byte)'\n'
                ? CsvCut.Row
                : CsvCut.TextAfterQuote;
        }
    }

    private void Add(int start, int length, bool quoted, bool doubled)
    {
        if (Count == _fields.Length)
            Array.Resize(ref _fields, Count * 2);
        _fields[Count++] = (start, length, quoted, doubled);
    }

    private Span<byte> Undouble(ReadOnlySpan<byte> raw)
    {
        if (_undoubled.Length < raw.Length)
            _undoubled = new byte[raw.Length];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            _undoubled[length++] = raw[i];
            if (raw[i] == '"')
                i++;
        }

        return _undoubled.AsSpan(0, length);
    }
}
