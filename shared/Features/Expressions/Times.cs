using System.Globalization;

using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Expressions;

/// <summary>Dates and timestamps as text and as microseconds since 1970.</summary>
internal static class Times
{
    private const long Day = TimeSpan.MicrosecondsPerDay;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm",
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss",
        "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFF",
    ];

    public static bool TryParse(string text, out double microseconds)
    {
        if (TryParseUsual(text, out microseconds))
            return true;
        var isTime = DateTime.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        microseconds = isTime ? OfTime(time) : double.NaN;
        return isTime;
    }

    /// <summary>Reads the form that nearly all requests bring, a tenth of the time of all forms in turn:
    /// yyyy-MM-ddTHH:mm:ss or the day alone.</summary>
    private static bool TryParseUsual(string text, out double microseconds)
    {
        microseconds = double.NaN;
        if (text.Length is not (10 or 19) || text[4] != '-' || text[7] != '-'
            || !TryDigits(text, 0, 4, out var year) || !TryDigits(text, 5, 2, out var month)
            || !TryDigits(text, 8, 2, out var day) || year == 0 || month is 0 or > 12
            || day == 0 || day > DateTime.DaysInMonth(year, month))
            return false;
        var (hour, minute, second) = (0, 0, 0);
        if (text.Length == 19
            && (text[10] is not ('T' or ' ') || text[13] != ':' || text[16] != ':'
                || !TryDigits(text, 11, 2, out hour) || !TryDigits(text, 14, 2, out minute)
                || !TryDigits(text, 17, 2, out second) || hour > 23 || minute > 59 || second > 59))
            return false;
        microseconds = OfTime(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified));
        return true;
    }

    private static bool TryDigits(string text, int start, int count, out int number)
    {
        number = 0;
        for (var i = start; i < start + count; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
                return false;
            number = (number * 10) + (text[i] - '0');
        }

        return true;
    }

    /// <summary>How far into its day a time is.</summary>
    public static long InDay(long microseconds)
    {
        var rest = microseconds % Day;
        return rest < 0 ? rest + Day : rest;
    }

    public static double OfTime(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static string Write(double microseconds, ColumnType type)
    {
        // So far from 1970 a double has no room for the last digits, and the end of the year 9999 is one of the next.
        var kept = Math.Clamp(microseconds, OfTime(DateTime.MinValue), Math.BitDecrement(OfTime(DateTime.MaxValue)));
        var time = DateTime.UnixEpoch.AddTicks((long)kept * TimeSpan.TicksPerMicrosecond);
        return time.ToString(
            type == ColumnType.Date ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
    }
}
