using System.Text;
using Trainyard.Ingestion.FetchData.Values;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion.FetchData.Csv;

/// <summary>
/// Reads a CSV file once, whole, before DuckDB sees it: is it UTF-8, is every row as long as the first, is every
/// quote closed, and which kinds of value does each column hold. So each fault is found where it is, and DuckDB meets
/// none.
/// </summary>
internal sealed class CsvScan(
    Stream text, CsvSource source, SourceFile file, CancellationToken cancellation)
{
    private readonly Findings findings = file.Findings;
    private readonly CsvFaults _faults = new(file.Findings);
    private readonly byte[][] _nulls = [.. source.NullValues.Select(Encoding.UTF8.GetBytes)];
    private readonly CsvRow _row = new((byte)source.Delimiter[0]);
    private readonly RowBuffer _buffer = new(text);
    private readonly ReadingRules _rules = file.Rules(TextsAre.Anything);
    private ColumnProfile[]? _columns;
    private long _trailing;
    private long _short;
    private long _line = 1;
    private bool _endsWithFeed;
    private bool _endsWithBoth;
    private string _first = "";
    private (long Row, long Line, int Fields, long Count, bool AreAlike)? _ragged;

    public IReadOnlyList<ColumnProfile> Columns => _columns is null ? [] : _short > 0 ? _columns[..^1] : _columns;

    /// <summary>Rows, without the header and, where there are several columns, without empty lines.</summary>
    public long Rows { get; private set; }

    /// <summary>Some quoted field spans lines, so that the file can't be cut anywhere.</summary>
    public bool SpansLines { get; private set; }

    /// <summary>Bytes of the longest row.</summary>
    public int Longest { get; private set; }

    /// <summary>Bytes of the file until the end of the last row that was read.</summary>
    public long Consumed { get; private set; }

    /// <summary>Only the first rows were read.</summary>
    public bool IsCut => Rows >= file.MostRows;

    /// <summary>Every row ends with a delimiter, and the header does not.</summary>
    public bool HasTrailing => _trailing > 0;

    public void Run()
    {
        Consumed = _buffer.Skipped;
        while (!_buffer.Ended && !IsCut)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!TakeRows())
                return;
            if (_buffer.Refill())
                continue;
            _faults.RefuseRow(_row.InQuotes, At);
            return;
        }

        Close();
    }

    private bool TakeRows()
    {
        while (_buffer.Rest.Length > 0 && !IsCut)
        {
            var data = _buffer.Rest;
            var cut = _row.Cut(data, _buffer.IsLast);
            if (cut == CsvCut.NeedMore)
                return true;
            if (cut != CsvCut.Row)
            {
                _faults.Refuse(cut, _row, data, At, NameOf);
                return false;
            }

            if (!TakeRow(data[.._row.Consumed]))
                return false;
            _buffer.Advance(_row.Consumed);
            Consumed += _row.Consumed;
            Longest = Math.Max(Longest, _row.Consumed);
        }

        return true;
    }

    private bool TakeRow(ReadOnlySpan<byte> data)
    {
        if (_faults.HasBadBytes(_buffer, _row, data, At, NameOf))
            return false;
        var lines = _row.AnyQuoted ? data.Count((byte)'\n') : 1;
        NoteLineEnd(data);
        var isHeader = AtHeader;
        if (_columns is null && !TakeHeader(data))
            return false;
        var isRow = !isHeader && !(_row.IsBlank && _columns!.Length > 1);
        if (isRow && !TakeValues(data, lines))
            return false;
        _line += lines;
        return true;
    }

    private void NoteLineEnd(ReadOnlySpan<byte> data)
    {
        _endsWithFeed |= data is [.., not (byte)'\r', (byte)'\n'] or [(byte)'\n'];
        _endsWithBoth |= data is [.., (byte)'\r', (byte)'\n'];
    }

    private bool TakeValues(ReadOnlySpan<byte> data, int lines)
    {
        Rows++;
        SpansLines |= lines > 1;
        var fields = _row.Count;
        if (fields == _columns!.Length + 1 && _row.Field(data, fields - 1).IsEmpty)
            (_trailing, fields) = (_trailing + 1, fields - 1);
        else if (fields == _columns.Length - 1 && fields > 0 && _columns[^1].IsUnnamed)
            _short++;
        // A delimiter at the end of each row and not of the header, or the other way round, says nothing.
        var isWhole = fields == _columns.Length ? _short == 0 && (_trailing == 0 || _trailing == Rows) : _short == Rows;
        if (!isWhole)
        {
            var first = _ragged ?? (Rows, _line, _row.Count, 0, true);
            _ragged = first with { Count = first.Count + 1, AreAlike = first.AreAlike && _row.Count == first.Fields };
            return true;
        }

        for (var i = 0; i < Math.Min(fields, _columns.Length); i++)
        {
            var value = _row.Field(data, i);
            if (value.Length > SourceLimits.Value)
                return RefuseLength(i, value.Length);
            if (!IsMissing(value, out var isPadded))
                _columns[i].Add(value, Rows);
            else if (isPadded)
                _columns[i].TakeBlanks();
        }

        return true;
    }

    private bool TakeHeader(ReadOnlySpan<byte> data)
    {
        if (_row.IsBlank)
        {
            _faults.RefuseEmptyLine(source.Header);
            return false;
        }

        var names = new string[_row.Count];
        for (var i = 0; i < names.Length; i++)
        {
            if (_row.Field(data, i).Length > SourceLimits.Value)
                return RefuseLength(i, _row.Field(data, i).Length);
            names[i] = source.Header ? Encoding.UTF8.GetString(_row.Field(data, i)) : $"column{i}";
        }

        var columns = names.Select((n, i) => ColumnNames.Of(n, i, source.Trim, file.Used)).ToArray();
        if (source.Header)
            Array.ForEach(columns, column => findings.See(column.Name));
        _first = names[0];
        if (source.Header)
            CsvHeader.Check([.. columns.Select(column => column.Name)], file.Used, findings);
        if (findings.Any)
            return false;
        CsvDelimiter.Check(data.TrimEnd("\r\n"u8), names.Length, source.Delimiter, findings);
        ColumnNames.Check([.. columns.Where(c => file.IsCalled(c.Name, c.IsUnnamed)).Select(c => c.Name)], findings);
        if (findings.Any)
            return false;
        var oddNulls = CsvQuery.OddNulls(source);
        _columns =
        [
            .. columns.Select((c, i) => new ColumnProfile(
                c.Name, file.Declared(c.Name), _rules.Of(file.Declared(c.Name)))
            {
                SourceName = $"c{i}",
                Place = i,
                IsUnnamed = c.IsUnnamed,
                Raw = CsvQuery.Raw($"c{i}", oddNulls),
                MayBePadded = oddNulls.Count > 0,
            }),
        ];
        return true;
    }

    private bool IsMissing(ReadOnlySpan<byte> value, out bool isPadded)
    {
        isPadded = source.Trim && Blanks.MayBeAround(value);
        if (isPadded)
            value = Blanks.Trim(value);
        if (value.IsEmpty)
            return true;
        foreach (var text in _nulls)
        {
            if (value.SequenceEqual(text))
                return true;
        }

        return false;
    }

    private void Close()
    {
        if (_columns is null)
            findings.Add("the file is empty", observed: "no rows", allowed: "at least one row");
        else if (Rows == 0)
            findings.Add("the file has a header and no rows", observed: "no rows", allowed: "at least one row");
        // In one column an empty line is a row, and where both ends are in use, nobody can tell how many there are.
        if (_columns?.Length == 1 && _endsWithFeed && _endsWithBoth)
            findings.Add("some lines end with LF and some with CRLF; in a file of one column all should end alike",
                observed: "LF and CRLF", allowed: "LF, or CRLF");
        if (_ragged is null && _trailing > 0)
            findings.Warn("each row ends with a delimiter, and the header does not; nothing stands behind it");
        if (_ragged is not { } ragged)
            return;
        if (source.Header && Rows > 1 && ragged.AreAlike && ragged.Count == Rows
            && CsvHeader.IsAtFault((_columns!.Length, ragged.Fields), _first, Rows, findings))
            return;
        var others = ragged.Count == 1 ? "" : $" {ragged.Count} rows are like that.";
        if (ragged.Count == Rows && ragged.Fields == _columns!.Length + 1)
            others += " If each begins with a number or name of the row, write a name for it into the header; if line 1"
                + " is a title, delete it.";
        _faults.RefuseFields(
            new(ragged.Row, ragged.Line), ragged.Fields, _columns!.Length, source.Delimiter, others);
    }

    private bool RefuseLength(int column, int length)
    {
        _faults.RefuseLength(column, length, new(Rows == 0 ? null : Rows, _line), NameOf(column));
        return false;
    }

    private CsvPlace At => new(AtHeader ? null : Rows + 1, _line);

    private bool AtHeader => _columns is null && source.Header;

    private string? NameOf(int column) =>
        _columns is not null && column < _columns.Length ? _columns[column].Name : null;
}
