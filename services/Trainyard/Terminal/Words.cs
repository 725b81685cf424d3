using System.Globalization;
using Trainyard.Contracts;

namespace Trainyard.Cli.Terminal;

/// <summary>Figures as people read them.</summary>
internal static class Words
{
    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 1 } => $"{duration.TotalMilliseconds:0} ms",
        { TotalMinutes: < 1 } => $"{duration.TotalSeconds:0.0} s",
        { TotalHours: < 1 } => $"{(int)duration.TotalMinutes} min {duration.Seconds} s",
        _ => $"{(int)duration.TotalHours} h {duration.Minutes} min",
    };

    /// <summary>A time as people write it: 90s, 10m, 2h, or hh:mm:ss; null when it is none above 0.</summary>
    public static TimeSpan? TryDuration(string text)
    {
        var unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (unit == 0)
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && text.Contains(':')
                && time > TimeSpan.Zero ? time : null;
        }

        return double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count is > 0 and < 1_000_000 ? TimeSpan.FromSeconds(count * unit) : null;
    }

    public static string Figure(double figure) => FigureText.Of(figure);
}
