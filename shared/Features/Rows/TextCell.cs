using System.Globalization;
using System.Text;

using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Values;

namespace Trainyard.Features.Rows;

/// <summary>Reads texts of one column as its source was read.</summary>
internal sealed class TextCell(InputColumn input)
{
    private const int Longest = 256;

    private static readonly string[] Probes =
        ["2001-02-03", "2001-02-03T04:05:06", "2001-02-03 04:05:06", "2001-02-03T04:05:06Z", "2001-02-03 04:05:06Z"];

    private readonly NumberFormat _numbers = input.Form?.Numbers ?? NumberFormat.Plain;
    private readonly TimeFormat? _times = FormatOf(input.Form);
    private readonly bool _hasZone = input.Form?.HasZone ?? false;

    /// <summary>Whether numbers without quotes are times: they are read by a form that is declared.</summary>
    public bool TakesNumbersAsTimes => _times is not null;

    /// <summary>Reads a text without blanks around it; false where it does not fit.</summary>
    public bool TryRead(string text, out double number)
    {
        number = 0;
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = most <= Longest ? stackalloc byte[Longest] : new byte[most];
        bytes = bytes[..Encoding.UTF8.GetBytes(text, bytes)];
        switch (input.Type)
        {
            case ColumnType.Integer:
                return _numbers.TryRead(bytes, out number) && Math.Floor(number) == number;
            case ColumnType.Number:
                return _numbers.TryRead(bytes, out number);
            case ColumnType.Boolean:
                var isTruth = TruthWords.TryRead(bytes, out var truth);
                number = truth ? 1 : 0;
                return isTruth;
            case ColumnType.Date or ColumnType.Timestamp:
                var isTime = TryReadTime(bytes, out var micros);
                number = micros;
                return isTime;
            case ColumnType.Category or ColumnType.Text:
                throw new InvalidOperationException($"Column '{input.Name}' holds words.");
            default:
                throw input.Type.NotKnown();
        }
    }

    /// <summary>A word as training had it.</summary>
    public string Word(string text)
    {
        if (!input.WasNumber)
            return text;
        return decimal.TryParse(
                Blanks.Trim(text), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out var number)
            && decimal.Truncate(number) == number
            ? decimal.Truncate(number).ToString(CultureInfo.InvariantCulture)
            : text;
    }

    /// <summary>What would be right.</summary>
    public string Wanted => input.Type switch
    {
        ColumnType.Integer => "a whole number",
        ColumnType.Number when _numbers.TryRead("1234.5"u8, out var read) && read.Equals(1234.5) => "a number",
        ColumnType.Number => $"a number, as a text such as \"1{_numbers.Thousands}234{_numbers.Decimal}5\"",
        ColumnType.Boolean => "true or false",
        ColumnType.Date => _times is null
            ? "a date such as \"2001-05-31\""
            : $"a date of the form {_times.Pattern}, or such as \"2001-05-31\"",
        ColumnType.Timestamp => $"{Form}a time {Zoned}",
        ColumnType.Category or ColumnType.Text => "a word in quotes",
        _ => throw input.Type.NotKnown(),
    };

    /// <summary>A time as a request may bring it, whatever form the source has; null where none is certain.</summary>
    public string? Write(double microseconds)
    {
        var day = Times.Write(microseconds, ColumnType.Date);
        var time = Times.Write(microseconds, ColumnType.Timestamp);
        var zone = input.Type is ColumnType.Timestamp && _hasZone ? "Z" : "";
        string[] ways = input.Type is ColumnType.Date
            ? [day, time, time.Replace('T', ' ')]
            : [time + zone, time.Replace('T', ' ') + zone];
        // So far from 1970 that a double has no room for the last digits, none is exact.
        return Array.Find(ways, way => TryRead(way, out var read) && read.Equals(microseconds))
            ?? (_times is null ? ways[0] : null);
    }

    private string Form => _times is null ? ""
        : _times.Pattern == TimeFormat.EpochSeconds ? "seconds since 1970, or "
        : _times.Pattern == TimeFormat.EpochMillis ? "milliseconds since 1970, or "
        : $"a time of the form {_times.Pattern}, or ";

    private string Zoned => _hasZone
        ? "with a zone such as \"2001-05-31T13:30:00Z\""
        : "without a zone such as \"2001-05-31T13:30:00\"";

    private bool TryReadTime(ReadOnlySpan<byte> text, out long micros)
    {
        if (_times is not null && _times.TryRead(text, out micros, out _, out var has))
        {
            if (input.Type is ColumnType.Date)
                micros -= Times.InDay(micros);
            // As the source itself was: some with a zone and some without are no times of one kind.
            return _times.IsEpoch || has == _hasZone || input.Type is ColumnType.Date;
        }

        if (!TimeReader.TryRead(text, out micros, out has) || IsReadOtherwise(text))
            return false;
        return input.Type is ColumnType.Date ? Times.InDay(micros) == 0 : has == _hasZone;
    }

    // A form such as yyyy-dd-MM: what does not fit it only by its numbers is not taken for the usual one.
    private bool IsReadOtherwise(ReadOnlySpan<byte> text)
    {
        if (_times is null)
            return false;
        foreach (var probe in Probes)
        {
            var bytes = Encoding.ASCII.GetBytes(probe);
            if (Shape(bytes) == Shape(text) && _times.TryRead(bytes, out var micros)
                && TimeReader.TryRead(bytes, out var usual, out _) && micros != usual)
                return true;
        }

        return false;
    }

    private static (bool HasTime, bool HasT) Shape(ReadOnlySpan<byte> text) =>
        (text.Length > 10, text.Length > 10 && text[10] == 'T');

    private static TimeFormat? FormatOf(ColumnForm? form) =>
        form?.Times is not { } pattern ? null
        : TimeFormat.TryParse(pattern, out var format, out var problem) ? format
        : throw new InvalidDataException($"'{pattern}' is no form of days or times: {problem}");
}
