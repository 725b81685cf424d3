using System.Diagnostics.CodeAnalysis;

namespace Trainyard.Pipelines.Values;

/// <summary>
/// Days and times in a form that is declared, such as <c>dd.MM.yyyy HH:mm[:ss]</c>. Numbers have one digit or two where
/// something stands between them, blanks may be several, and what is in brackets may be absent.
/// </summary>
public sealed class TimeFormat
{
    /// <summary>Seconds since 1970, in UTC.</summary>
    public const string EpochSeconds = "epoch_seconds";

    /// <summary>Milliseconds since 1970, in UTC.</summary>
    public const string EpochMillis = "epoch_millis";

    private const long Day = 24L * 60 * 60 * 1_000_000;

    // From the first moment of the year 1 to the last of the year 9999.
    private const long First = -719_162 * Day;
    private const long Last = (2_932_897 * Day) - 1;

    private readonly IReadOnlyList<TimeToken> _tokens;
    private readonly long _epochUnit;

    private TimeFormat(string pattern, IReadOnlyList<TimeToken> tokens, long epochUnit = 0) =>
        (Pattern, _tokens, _epochUnit) = (pattern, tokens, epochUnit);

    /// <summary>The form as it is written.</summary>
    public string Pattern { get; }

    /// <summary>Whether it has a time of day.</summary>
    public bool HasTime => _epochUnit > 0 || _tokens.Any(t => t.Kind is TimePart.Hour or TimePart.HalfDayHour);

    /// <summary>Whether it has a zone, which may be absent; times since 1970 are in UTC.</summary>
    public bool HasZone => IsEpoch || _tokens.Any(t => t.Kind is TimePart.Zone);

    /// <summary>Whether it counts from 1970 on.</summary>
    public bool IsEpoch => _epochUnit > 0;

    /// <summary>Understands a form, or says what is wrong with it.</summary>
    public static bool TryParse(
        string pattern, [NotNullWhen(true)] out TimeFormat? format, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        format = pattern switch
        {
            EpochSeconds => new(pattern, [], 1_000_000),
            EpochMillis => new(pattern, [], 1000),
            _ => null,
        };
        problem = null;
        if (format is null && TimeTokens.TryCut(pattern, out var tokens, out problem))
            format = new(pattern, tokens);
        return format is not null;
    }

    /// <summary>Reads a text: microseconds since 1970, in UTC where there is a zone.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out long microseconds) =>
        TryRead(text, out microseconds, out _, out _);

    /// <summary>As above; of the parts in brackets, by their order, those that were there are set.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out long microseconds, out int parts, out bool hasZone)
    {
        (microseconds, parts, hasZone) = (0, 0, false);
        if (_epochUnit > 0)
            return TryReadEpoch(text, out microseconds);
        var time = new TimeParts();
        var at = 0;
        if (!Match(text, 0, _tokens.Count, ref at, ref time) || at != text.Length)
            return false;
        (parts, hasZone) = (time.Seen, time.HasZone);
        return time.TryMake(out microseconds) && microseconds is >= First and <= Last;
    }

    /// <summary>Whether a text of this form says more of a second than a microsecond, which is cut.</summary>
    public bool IsFiner(ReadOnlySpan<byte> text)
    {
        // No shorter text has seven digits behind a second.
        const int least = 9;
        if (text.Length < least)
            return false;
        if (_epochUnit > 0)
            return System.Buffers.Text.Utf8Parser.TryParse(text, out decimal number, out var used)
                && used == text.Length && Math.Abs(number) <= Last / _epochUnit
                && decimal.Floor(number * _epochUnit) != number * _epochUnit;
        var time = new TimeParts();
        var at = 0;
        return Match(text, 0, _tokens.Count, ref at, ref time) && at == text.Length && time.IsFiner;
    }

    private bool TryReadEpoch(ReadOnlySpan<byte> text, out long microseconds)
    {
        microseconds = 0;
        if (!System.Buffers.Text.Utf8Parser.TryParse(text, out decimal number, out var used) || used != text.Length)
            return false;
        if (Math.Abs(number) > Last / _epochUnit)
            return false;
        microseconds = (long)decimal.Floor(number * _epochUnit);
        return microseconds is >= First and <= Last;
    }

    private bool Match(ReadOnlySpan<byte> text, int from, int to, ref int at, ref TimeParts time)
    {
        for (var i = from; i < to; i++)
        {
            var token = _tokens[i];
            if (token.Kind != TimePart.Optional)
            {
                if (!time.Take(token, text, ref at))
                    return false;
                continue;
            }

            var (kept, start) = (time, at);
            if (Match(text, i + 1, token.End, ref at, ref time))
                time.Seen |= 1 << token.Group;
            else
                (time, at) = (kept, start);
            i = token.End - 1;
        }

        return true;
    }
}
