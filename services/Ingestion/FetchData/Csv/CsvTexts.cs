using System.Text;

namespace Trainyard.Ingestion.FetchData.Csv;

/// <summary>A file of CSV as texts, for whoever has rows and no pipeline: it is cut as a source is, and refused in the
/// same words. Rows come one by one, so that a file may be larger than memory.</summary>
public sealed class CsvTexts : IDisposable
{
    private readonly FileStream _file;
    private readonly Findings _findings;
    private readonly CsvFaults _faults;
    private readonly CsvRow _row;
    private readonly RowBuffer _buffer;
    private readonly string _delimiter;
    private readonly bool _hasHeader;
    private long _line = 1;
    private long _rows;
    private bool _isAtFirst = true;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file, which is called so where something is wrong with it.</param>
    /// <param name="delimiter">What is between fields: a character of ASCII.</param>
    /// <param name="hasHeader">Whether the first row names the columns.</param>
    /// <exception cref="InvalidDataException">It is no file of CSV, or begins with none.</exception>
    public CsvTexts(string path, string delimiter, bool hasHeader)
    {
        ArgumentException.ThrowIfNullOrEmpty(delimiter);
        (_delimiter, _hasHeader) = (delimiter, hasHeader);
        _findings = new Findings($"'{path}'");
        _faults = new CsvFaults(_findings);
        _row = new CsvRow((byte)delimiter[0]);
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        try
        {
            FileSignature.CheckText(_file, _findings);
            Demand();
            _buffer = new RowBuffer(_file);
            Header = ReadHeader();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The first row: the names of the columns as they are written, or values where there is no
    /// header.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The rows, each with a text for every column; null where it is empty, or not wanted.</summary>
    /// <param name="isWanted">Which columns are.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidDataException">A row is none, or the file has no rows.</exception>
    public IEnumerable<string?[]> Rows(IReadOnlyList<bool> isWanted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        var (trailing, missing) = (false, false);
        while (Next())
        {
            cancellation.ThrowIfCancellationRequested();
            var isBlank = _row.IsBlank && Header.Count > 1;
            if (!isBlank)
            {
                var fields = _row.Count;
                if (++_rows == 1)
                {
                    // A delimiter at the end of each row and not of the header, or the other way round, says nothing.
                    trailing = fields == Header.Count + 1 && FieldIsEmpty(fields - 1);
                    missing = fields == Header.Count - 1 && fields > 0 && string.IsNullOrWhiteSpace(Header[^1]);
                }

                if (fields - (trailing ? 1 : 0) + (missing ? 1 : 0) != Header.Count
                    || trailing && !FieldIsEmpty(fields - 1))
                {
                    _faults.RefuseFields(new(_rows, _line), fields, Header.Count, _delimiter);
                    Demand();
                }

                yield return Texts(isWanted, fields);
            }

            Take();
        }

        if (_rows == 0)
            _findings.Add("the file has a header and no rows");
        Demand();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private List<string> ReadHeader()
    {
        if (!Next())
            _findings.Add("the file is empty");
        else if (_row.IsBlank)
            _faults.RefuseEmptyLine(_hasHeader);
        else if (_row.Count > SourceLimits.Columns)
            _findings.Add($"there are {_row.Count} columns; at most {SourceLimits.Columns} are read");
        Demand();
        var names = Enumerable.Range(0, _row.Count).Select(column => TextOf(column) ?? "").ToList();
        _isAtFirst = false;
        if (_hasHeader)
            Take();
        return names;
    }

    /// <summary>Goes to the next row; false at the end of the file.</summary>
    private bool Next()
    {
        while (!_buffer.Ended)
        {
            var cut = _buffer.Rest.Length == 0 ? CsvCut.NeedMore : _row.Cut(_buffer.Rest, _buffer.IsLast);
            if (cut == CsvCut.Row)
            {
                if (_faults.HasBadBytes(_buffer, _row, _buffer.Rest[.._row.Consumed], At, NameOf))
                    Demand();
                return true;
            }

            if (cut != CsvCut.NeedMore)
                _faults.Refuse(cut, _row, _buffer.Rest, At, NameOf);
            else if (!_buffer.Refill())
                _faults.RefuseRow(_row.InQuotes, At);
            Demand();
        }

        return false;
    }

    private void Take()
    {
        _line += _row.AnyQuoted ? _buffer.Rest[.._row.Consumed].Count((byte)'\n') : 1;
        _buffer.Advance(_row.Consumed);
    }

    private string?[] Texts(IReadOnlyList<bool> isWanted, int fields)
    {
        var texts = new string?[Header.Count];
        for (var column = 0; column < Math.Min(fields, texts.Length); column++)
            texts[column] = isWanted[column] ? TextOf(column) : null;
        return texts;
    }

    private string? TextOf(int column)
    {
        var value = _row.Field(_buffer.Rest, column);
        if (value.Length > SourceLimits.Value)
        {
            _faults.RefuseLength(column, value.Length, new(_rows == 0 ? null : _rows, _line), NameOf(column));
            Demand();
        }

        return value.IsEmpty ? null : Encoding.UTF8.GetString(value);
    }

    private bool FieldIsEmpty(int column) => _row.Field(_buffer.Rest, column).IsEmpty;

    private CsvPlace At => new(_isAtFirst && _hasHeader ? null : _rows + 1, _line);

    private string? NameOf(int column) => _isAtFirst || column >= Header.Count ? null : Header[column];

    private void Demand()
    {
        if (_findings.Any)
            throw new InvalidDataException(_findings.Found[0].Message);
    }
}
