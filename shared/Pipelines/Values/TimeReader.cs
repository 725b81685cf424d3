namespace Trainyard.Pipelines.Values;

/// <summary>
/// Days and times as ISO 8601 writes them in full: year-month-day, a T or a space, hours:minutes, then optionally
/// seconds, a fraction of up to nine digits, and a zone. Other orders of day and month can't be told apart, so they
/// are not times.
/// </summary>
public static class TimeReader
{
    private const int DayLength = 10;
    private const int MinuteLength = 16;
    private const int SecondLength = 19;

    /// <summary>Whether it begins as a day does.</summary>
    public static bool LooksLikeDay(ReadOnlySpan<byte> text) =>
        text.Length >= DayLength && text[4] == '-' && text[7] == '-'
        && Two(text, 0) >= 0 && Two(text, 2) >= 0 && Two(text, 5) >= 0 && Two(text, 8) >= 0;

    /// <summary>The kind of a text without blanks around it.</summary>
    public static ValueKind Kind(ReadOnlySpan<byte> text)
    {
        var dayExists = DayExists(text);
        if (text.Length == DayLength)
            return dayExists ? ValueKind.Date : ValueKind.ImpossibleDate;
        if (text.Length < MinuteLength || text[DayLength] is not ((byte)'T' or (byte)' ') || text[13] != ':')
            return ValueKind.Text;
        var (hour, minute, second) = (Two(text, 11), Two(text, 14), 0);
        var rest = text[MinuteLength..];
        if (rest is [(byte)':', ..])
        {
            if (text.Length < SecondLength)
                return ValueKind.Text;
            second = Two(text, 17);
            rest = text[SecondLength..];
            if (rest is [(byte)'.', ..])
            {
                var digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
                digits = digits < 0 ? rest.Length - 1 : digits;
                if (digits is 0 or > 9)
                    return ValueKind.Text;
                rest = rest[(1 + digits)..];
            }
        }

        if (hour < 0 || minute < 0 || second < 0 || !(rest.IsEmpty || IsZone(rest)))
            return ValueKind.Text;
        if (!dayExists || hour > 23 || minute > 59 || second > 59)
            return ValueKind.ImpossibleTimestamp;
        if (rest.IsEmpty)
            return ValueKind.Timestamp;
        // Only at the ends of the calendar can a zone lead out of it.
        return IsNearEnd(text) && LeavesCalendar(text, (hour * 60) + minute, rest)
            ? ValueKind.BeyondCalendar
            : ValueKind.ZonedTimestamp;
    }

    /// <summary>Reads a text without blanks around it: microseconds since 1970, in UTC where there is a zone. Of a
    /// fraction of a second what is finer than a microsecond is cut.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long microseconds, out bool hasZone)
    {
        (microseconds, hasZone) = (0, false);
        if (text.Length < DayLength || !LooksLikeDay(text))
            return false;
        var kind = Kind(text);
        if (kind is not (ValueKind.Date or ValueKind.Timestamp or ValueKind.ZonedTimestamp))
            return false;
        hasZone = kind is ValueKind.ZonedTimestamp;
        var day = new DateOnly((Two(text, 0) * 100) + Two(text, 2), Two(text, 5), Two(text, 8));
        var seconds = (day.DayNumber - new DateOnly(1970, 1, 1).DayNumber) * 86_400L;
        if (kind is ValueKind.Date)
        {
            microseconds = seconds * 1_000_000;
            return true;
        }

        seconds += (Two(text, 11) * 3600) + (Two(text, 14) * 60);
        var rest = text[MinuteLength..];
        if (rest is [(byte)':', ..])
        {
            seconds += Two(text, 17);
            rest = text[SecondLength..];
        }

        var place = 100_000L;
        if (rest is [(byte)'.', ..])
        {
            for (rest = rest[1..]; rest is [>= (byte)'0' and <= (byte)'9', ..]; rest = rest[1..], place /= 10)
                microseconds += (rest[0] - '0') * place;
        }

        microseconds += (seconds - OffsetOf(rest)) * 1_000_000;
        return true;
    }

    /// <summary>Whether a time says more of a second than a microsecond: digits other than zeros.</summary>
    public static bool IsFiner(ReadOnlySpan<byte> text)
    {
        const int micros = 6;
        if (text.Length <= SecondLength + 1 + micros || text[SecondLength] != '.')
            return false;
        var rest = text[(SecondLength + 1 + micros)..];
        var end = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return (end < 0 ? rest : rest[..end]).IndexOfAnyInRange((byte)'1', (byte)'9') >= 0;
    }

    /// <summary>
    /// Whether a time is written as DuckDB reads it: with seconds, and no finer than the microsecond.
    /// </summary>
    public static bool IsPlain(ReadOnlySpan<byte> text) =>
        text.Length is DayLength or SecondLength or (> SecondLength and <= SecondLength + 7);

    private static bool IsNearEnd(ReadOnlySpan<byte> text) =>
        text.StartsWith("9999-12-31"u8) || text.StartsWith("0001-01-01"u8);

    private static bool LeavesCalendar(ReadOnlySpan<byte> text, int minuteOfDay, ReadOnlySpan<byte> zone)
    {
        if (zone is [(byte)'Z'])
            return false;
        var utc = minuteOfDay - (OffsetOf(zone) / 60);
        return text[0] == '9' ? utc >= 24 * 60 : utc < 0;
    }

    /// <summary>How many seconds a zone is before UTC.</summary>
    private static int OffsetOf(ReadOnlySpan<byte> zone)
    {
        if (zone is [] or [(byte)'Z'])
            return 0;
        var minutes = (Two(zone, 1) * 60) + (zone.Length > 3 ? Two(zone, zone.Length - 2) : 0);
        return 60 * (zone[0] == '-' ? -minutes : minutes);
    }

    private static bool DayExists(ReadOnlySpan<byte> text)
    {
        var (year, month, day) = ((Two(text, 0) * 100) + Two(text, 2), Two(text, 5), Two(text, 8));
        return year > 0 && month is > 0 and <= 12 && day > 0 && day <= DateTime.DaysInMonth(year, month);
    }

    private static bool IsZone(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'Z'] => true,
        [(byte)'+' or (byte)'-', _, _] => Two(text, 1) is >= 0 and <= 15,
        [(byte)'+' or (byte)'-', _, _, (byte)':', _, _] =>
            Two(text, 1) is >= 0 and <= 15 && Two(text, 4) is >= 0 and <= 59,
        [(byte)'+' or (byte)'-', _, _, _, _] => Two(text, 1) is >= 0 and <= 15 && Two(text, 3) is >= 0 and <= 59,
        _ => false,
    };

    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        var (tens, ones) = (text[at] - '0', text[at + 1] - '0');
        return tens is >= 0 and <= 9 && ones is >= 0 and <= 9 ? (tens * 10) + ones : -1;
    }
}
