using System.Globalization;

using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Expressions;

/// <summary>Dates and timestamps as text and as microseconds since 1970.</summary>
internal static class Times
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm",
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss",
        "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFF",
    ];

    public static bool TryParse(string text, out double microseconds)
    {
        var isTime = DateTime.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        microseconds = isTime ? OfTime(time) : double.NaN;
        return isTime;
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
