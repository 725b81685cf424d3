using System.Text;
using System.Text.Json;
using Trainyard.Ingestion.FetchData.Values;

namespace Trainyard.Ingestion.FetchData.Json;

/// <summary>Reads a file of JSON, as one array or line by line, and says where it is not what it should be.</summary>
internal sealed class JsonFile(
    Stream file, bool areLines, ReadingRules rules, IJsonRows target, (Findings Findings, long MostRows) about,
    CancellationToken cancellation)
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 64 };
    private readonly Findings findings = about.Findings;
    private readonly JsonRows _rows = new(target, rules, about.Findings);
    private readonly RowBuffer _buffer = new(file);
    private long _line = 1;
    private bool _closed;

    public long Rows => _rows.Rows;

    /// <summary>Reads all of it; false when there are findings.</summary>
    public bool Run()
    {
        var whole = areLines ? RunLines() : RunArray();
        if (whole && Rows == 0 && !findings.Any)
            findings.Add("the file holds no rows", observed: "no rows", allowed: "at least one row");
        return !findings.Any;
    }

    private bool RunLines()
    {
        while (!_buffer.Ended && Rows < about.MostRows)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int end; Rows < about.MostRows && (end = EndOfLine()) >= 0;)
            {
                if (!TakeLine(_buffer.Rest[..end].TrimEnd("\r\n"u8)))
                    return false;
                _buffer.Advance(end);
                _line++;
            }

            if (!_buffer.Ended && Rows < about.MostRows && !_buffer.Refill())
                return TooLong($"line {_line}");
        }

        return true;
    }

    private int EndOfLine()
    {
        var end = _buffer.Rest.IndexOf((byte)'\n');
        return end >= 0 ? end + 1 : _buffer.IsLast && !_buffer.Ended ? _buffer.Rest.Length : -1;
    }

    private bool TakeLine(ReadOnlySpan<byte> line)
    {
        if (line.Trim(" \t"u8).IsEmpty)
            return true;
        var where = $"line {_line}";
        var reader = new Utf8JsonReader(line, Strict);
        try
        {
            while (reader.Read())
            {
                if (!_rows.Take(ref reader, where))
                    return false;
            }

            return true;
        }
        catch (JsonException)
        {
            var isJson = Rows > 0 || line.TrimStart(" \t"u8) is [(byte)'{' or (byte)'[', ..];
            return Refuse(
                isJson ? JsonFault.Of(line, (int)reader.BytesConsumed, isEnd: true) : JsonFault.NoJson, where);
        }
    }

    private bool RunArray()
    {
        var state = new JsonReaderState(Strict);
        var begun = false;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var reader = new Utf8JsonReader(_buffer.Rest, _buffer.IsLast, state);
            try
            {
                while (reader.Read())
                {
                    if (!(begun ? TakeInArray(ref reader) : TakeStart(ref reader)))
                        return false;
                    begun = true;
                    if (Rows >= about.MostRows && !_rows.InRow)
                        return true;
                }
            }
            catch (JsonException)
            {
                return RefuseInArray(_buffer.Rest, (int)reader.BytesConsumed, begun);
            }

            _line += _buffer.Rest[..(int)reader.BytesConsumed].Count((byte)'\n');
            _buffer.Advance((int)reader.BytesConsumed);
            state = reader.CurrentState;
            if (_buffer.IsLast)
                return true;
            if (!_buffer.Refill())
                return TooLong(Where(_line));
        }
    }

    private bool TakeStart(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
            return true;
        var observed = reader.TokenType == JsonTokenType.StartObject ? "an object" : "a single value";
        var hint = reader.TokenType == JsonTokenType.StartObject ? "; if each line is one object, say json_lines" : "";
        findings.Add($"the file is {observed}; it should be one array of objects{hint}",
            observed: observed, allowed: "an array of objects");
        return false;
    }

    private bool TakeInArray(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == 0)
        {
            _closed = true;
            return true;
        }

        return _rows.Take(ref reader, $"row {(_rows.InRow ? Rows : Rows + 1)}");
    }

    private bool RefuseInArray(ReadOnlySpan<byte> rest, int consumed, bool begun)
    {
        _line += rest[..consumed].Count((byte)'\n');
        if (!begun && _buffer.IsLast && rest.Trim(" \t\r\n"u8).IsEmpty)
        {
            findings.Add("the file is empty", observed: "no rows", allowed: "at least one row");
            return false;
        }

        return Refuse(begun ? JsonFault.Of(rest, consumed, _buffer.IsLast) : JsonFault.NoJson,
            Where(_line + JsonFault.LinesBefore(rest, consumed)));
    }

    private string Where(long line) => _rows.InRow ? $"row {Rows} (line {line})" : $"line {line}";

    private bool Refuse(JsonFault fault, string where)
    {
        // What stands there is of the file, wherever it stands.
        if (!findings.ShowCells)
            fault = fault with { What = "something can't stand here in JSON", Observed = findings.Cell("") };
        if (_closed)
            fault = new JsonFault("something follows the array", fault.Observed, "nothing behind the closing bracket");
        findings.Add($"{where}: {fault.What}. Right is: {fault.Allowed}.", null, Row, fault.Observed, fault.Allowed);
        return false;
    }

    /// <summary>The row in which the reading stands.</summary>
    private long? Row => _closed ? null : _rows.InRow ? Rows : Rows + 1;

    private bool TooLong(string where)
    {
        findings.Add($"{where}: a line or a value is longer than {SourceLimits.Row >> 20} MiB",
            null, Row, "over 16 MiB", "at most 16 MiB");
        return false;
    }
}
