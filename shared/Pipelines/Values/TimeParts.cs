using System.Text;

namespace Trainyard.Pipelines.Values;

/// <summary>The parts of a day and time while they are read.</summary>
internal struct TimeParts
{
    private static readonly byte[][] Months = Bytes(
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december");

    private static readonly byte[][] Weekdays = Bytes(
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");

    private int _year;
    private int _month;
    private int _day;
    private int _hour;
    private int _minute;
    private int _second;
    private int _micros;
    private int _half;
    private int _offset;

    /// <summary>The parts in brackets that were there.</summary>
    public int Seen { get; set; }

    /// <summary>There was a zone.</summary>
    public bool HasZone { get; private set; }

    /// <summary>There were digits beyond the microsecond, other than zeros.</summary>
    public bool IsFiner { get; private set; }

    /// <summary>Takes what a part stands for from the text; false where something else is there.</summary>
    public bool Take(TimeToken token, ReadOnlySpan<byte> text, ref int at)
    {
        switch (token.Kind)
        {
            case TimePart.Literal:
                if (!text[at..].StartsWith(token.Text) && !IsSame(token, text[at..]))
                    return false;
                at += token.Text.Length;
                return true;
            case TimePart.Blank:
                var blanks = text[at..].IndexOfAnyExcept((byte)' ');
                at += blanks < 0 ? text.Length - at : blanks;
                return token.IsTight || blanks != 0;
            case TimePart.Year:
                return Number(text, ref at, 4, 4, out _year) && _year > 0;
            case TimePart.ShortYear:
                if (!Number(text, ref at, 2, 2, out var two))
                    return false;
                _year = two < 69 ? 2000 + two : 1900 + two;
                return true;
            case TimePart.Month:
                return Number(text, ref at, token.IsTight ? 2 : 1, 2, out _month) && _month is >= 1 and <= 12;
            case TimePart.MonthName:
                return Name(text, ref at, Months, out _month);
            case TimePart.Day:
                return Number(text, ref at, token.IsTight ? 2 : 1, 2, out _day) && _day is >= 1 and <= 31;
            case TimePart.Weekday:
                return Name(text, ref at, Weekdays, out _);
            case TimePart.Hour or TimePart.HalfDayHour:
                return Number(text, ref at, token.IsTight ? 2 : 1, 2, out _hour) && _hour < 24;
            case TimePart.Minute:
                return Number(text, ref at, 2, 2, out _minute) && _minute < 60;
            case TimePart.Second:
                return Number(text, ref at, 2, 2, out _second) && _second < 60;
            case TimePart.Fraction:
                return Fraction(text, ref at);
            case TimePart.Half:
                return Half(text, ref at);
            case TimePart.Zone:
                return HasZone = Zone(text, ref at);
            case TimePart.Optional:
            default:
                throw new InvalidOperationException($"{token.Kind} is nothing that a text holds.");
        }
    }

    /// <summary>Microseconds since 1970; false where the calendar or the clock has no such time.</summary>
    public readonly bool TryMake(out long microseconds)
    {
        microseconds = 0;
        if (_year == 0 || _month == 0 || _day == 0)
            return false;
        if (_day > DateTime.DaysInMonth(_year, _month) || (_half > 0 && _hour is 0 or > 12))
            return false;
        var hour = _half switch { 0 => _hour, 1 => _hour % 12, _ => (_hour % 12) + 12 };
        var days = new DateOnly(_year, _month, _day).DayNumber - new DateOnly(1970, 1, 1).DayNumber;
        var minutes = (((days * 24L) + hour) * 60) + _minute - _offset;
        microseconds = (((minutes * 60) + _second) * 1_000_000) + _micros;
        return true;
    }

    // As ISO 8601 and RFC 3339 have it: a comma before the fraction, a small t before the time.
    private static bool IsSame(TimeToken token, ReadOnlySpan<byte> text) =>
        (token.IsTight && text is [(byte)',', ..]) || (token.Text is [(byte)'T'] && text is [(byte)'t', ..]);

    private static bool Number(ReadOnlySpan<byte> text, ref int at, int least, int most, out int number)
    {
        number = 0;
        var start = at;
        while (at < text.Length && at - start < most && text[at] is >= (byte)'0' and <= (byte)'9')
            number = (number * 10) + text[at++] - '0';
        return at - start >= least;
    }

    private bool Fraction(ReadOnlySpan<byte> text, ref int at)
    {
        var start = at;
        for (var place = 100_000; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; place /= 10)
        {
            IsFiner |= place == 0 && text[at] != '0';
            _micros += (text[at++] - '0') * place;
        }

        return at - start is >= 1 and <= 9;
    }

    private bool Half(ReadOnlySpan<byte> text, ref int at)
    {
        var rest = text[at..];
        foreach (var (word, half) in new (string, int)[] { ("a.m.", 1), ("p.m.", 2), ("am", 1), ("pm", 2) })
        {
            if (rest.Length < word.Length || !Ascii.EqualsIgnoreCase(rest[..word.Length], word))
                continue;
            (_half, at) = (half, at + word.Length);
            return true;
        }

        return false;
    }

    private bool Zone(ReadOnlySpan<byte> text, ref int at)
    {
        var rest = text[at..];
        if (rest is [(byte)'Z' or (byte)'z', ..])
        {
            at++;
            return true;
        }

        if (rest.StartsWith("GMT"u8) || rest.StartsWith("UTC"u8))
            {
            at += 3;
            rest = rest[3..];
        }
        else if (rest is not [(byte)'+' or (byte)'-', ..])
            return false;
        if (rest is not [(byte)'+' or (byte)'-', ..])
            return true;
        var isWest = rest[0] == '-';
        at++;
        if (!Number(text, ref at, 2, 2, out var hours) || hours > 15)
            return false;
        if (at < text.Length && text[at] == ':')
            at++;
        var minutes = 0;
        if (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'
            && (!Number(text, ref at, 2, 2, out minutes) || minutes > 59))
            return false;
        _offset = isWest ? -((hours * 60) + minutes) : (hours * 60) + minutes;
        return true;
    }

    // Three letters, four as in Sept and Tues, or the whole name.
    private static bool Name(ReadOnlySpan<byte> text, ref int at, byte[][] names, out int number)
    {
        var rest = text[at..];
        var length = 0;
        while (length < rest.Length && (rest[length] | 0x20) is >= 'a' and <= 'z')
            length++;
        number = 0;
        if (length < 3)
            return false;
        for (var i = 0; i < names.Length; i++)
        {
            if (length > names[i].Length || length is not (3 or 4) && length != names[i].Length
                || !Ascii.EqualsIgnoreCase(rest[..length], names[i].AsSpan(0, length)))
                continue;
            (number, at) = (i + 1, at + length);
            return true;
        }

        return false;
    }

    private static byte[][] Bytes(params string[] words) => [.. words.Select(Encoding.ASCII.GetBytes)];
}
