using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Trainyard.Pipelines.Values;

/// <summary>What a part of a form stands for.</summary>
internal enum TimePart
{
    Literal,
    Blank,
    Optional,
    Year,
    ShortYear,
    Month,
    MonthName,
    Day,
    Weekday,
    Hour,
    HalfDayHour,
    Minute,
    Second,
    Fraction,
    Half,
    Zone,
}

/// <summary>A part of a form.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Text">A literal, as bytes.</param>
/// <param name="IsTight">A number that touches another one, so that it has exactly two digits; a blank that may be
/// absent; a point before a fraction, which may be a comma.</param>
/// <param name="End">Of what may be absent: the place behind it.</param>
/// <param name="Group">Of what may be absent: the how manieth it is.</param>
internal sealed record TimeToken(TimePart Kind, byte[] Text, bool IsTight = false, int End = 0, int Group = 0)
{
    public bool IsNumber => Kind is TimePart.Year or TimePart.ShortYear or TimePart.Month or TimePart.Day
        or TimePart.Hour or TimePart.HalfDayHour or TimePart.Minute or TimePart.Second or TimePart.Fraction;

    /// <summary>Whether a day needs it.</summary>
    public bool IsOfDay => Kind is TimePart.Year or TimePart.ShortYear or TimePart.Month or TimePart.MonthName
        or TimePart.Day;
}

/// <summary>Cuts a form into its parts.</summary>
internal static class TimeTokens
{
    private const int MostGroups = 20;

    public static bool TryCut(
        string pattern, out IReadOnlyList<TimeToken> tokens, [NotNullWhen(false)] out string? problem)
    {
        var cut = new List<TimeToken>();
        tokens = cut;
        problem = Cut(pattern, cut) ?? Complain(cut);
        if (problem is not null)
            return false;
        for (var i = 0; i < cut.Count; i++)
            cut[i] = Tighten(cut, i);
        return true;
    }

    private static string? Cut(string pattern, List<TimeToken> cut)
    {
        var open = new Stack<int>();
        var groups = 0;
        for (var i = 0; i < pattern.Length;)
        {
            var c = pattern[i];
            var run = 1;
            while (i + run < pattern.Length && pattern[i + run] == c)
                run++;
            if (c == '[')
            {
                if (groups == MostGroups)
                    return $"It has more than {MostGroups} parts in brackets.";
                open.Push(cut.Count);
                cut.Add(new(TimePart.Optional, [], Group: groups++));
                run = 1;
            }
            else if (c == ']')
            {
                if (!open.TryPop(out var start))
                    return "A bracket is closed that was not opened.";
                cut[start] = cut[start] with { End = cut.Count };
                run = 1;
            }
            else if (c == '\'')
            {
                var end = pattern.IndexOf('\'', i + 1);
                if (end < 0)
                    return "A quote is not closed.";
                cut.Add(new(TimePart.Literal, Encoding.UTF8.GetBytes(pattern[(i + 1)..end])));
                run = end - i + 1;
            }
            else if (Of(c, run) is { } kind)
            {
                cut.Add(new(kind, []));
            }
            else if (char.IsAsciiLetter(c) && c != 'T' || c == '%')
            {
                return c == '%'
                    ? "It is written in letters: %Y is yyyy, %m MM, %d dd, %H HH, %I hh, %M mm, %S ss, %p tt, %b MMM."
                    : $"'{new string(c, run)}' is no part of a day or time. There are yyyy, yy, MM, MMM, dd, ddd, HH,"
                    + " hh, mm, ss, f, tt and z; other letters stand between single quotes.";
            }
            else
            {
                cut.Add(new(TimePart.Literal, Encoding.UTF8.GetBytes(c.ToString())));
                run = 1;
            }

            i += run;
        }

        return open.Count > 0 ? "A bracket is opened and not closed." : null;
    }

    private static TimePart? Of(char c, int run) => (c, run) switch
    {
        (' ', _) => TimePart.Blank,
        ('y', 4) => TimePart.Year,
        ('y', 2) => TimePart.ShortYear,
        ('M', 1 or 2) => TimePart.Month,
        ('M', 3 or 4) => TimePart.MonthName,
        ('d', 1 or 2) => TimePart.Day,
        ('d', 3 or 4) => TimePart.Weekday,
        ('H', 1 or 2) => TimePart.Hour,
        ('h', 1 or 2) => TimePart.HalfDayHour,
        ('m', 1 or 2) => TimePart.Minute,
        ('s', 1 or 2) => TimePart.Second,
        ('f' or 'F', <= 9) => TimePart.Fraction,
        ('t', 1 or 2) => TimePart.Half,
        ('z', <= 3) or ('K', 1) => TimePart.Zone,
        _ => null,
    };

    private static string? Complain(List<TimeToken> cut)
    {
        bool Has(params ReadOnlySpan<TimePart> kinds)
        {
            foreach (var kind in kinds)
            {
                if (cut.Exists(t => t.Kind == kind))
                    return true;
            }

            return false;
        }

        return !Has(TimePart.Year, TimePart.ShortYear) ? "It has no year: yyyy or yy."
            : !Has(TimePart.Month, TimePart.MonthName) ? "It has no month: MM or MMM. (mm are minutes.)"
            : !Has(TimePart.Day) ? "It has no day: dd."
            : cut.Where((t, i) => t.IsOfDay && IsOptional(cut, i)).Any()
                ? "Year, month or day is in brackets: without one of them a value is no day."
            : Has(TimePart.HalfDayHour) && !Has(TimePart.Half) ? "hh are the hours of half a day: write HH, or add tt."
            : Has(TimePart.Minute, TimePart.Half) && !Has(TimePart.Hour, TimePart.HalfDayHour) ? "It has no hour: HH."
            : cut.Where(t => t.IsNumber).GroupBy(t => t.Kind).Any(g => g.Count() > 1) ? "It has something twice."
            : null;
    }

    private static bool IsOptional(List<TimeToken> cut, int at) =>
        cut.Take(at).Any(token => token.Kind == TimePart.Optional && token.End > at);

    // Brackets don't come between a number and the one that it touches.
    private static TimeToken Tighten(List<TimeToken> cut, int at)
    {
        var token = cut[at];
        var next = cut.Skip(at + 1).FirstOrDefault(t => t.Kind != TimePart.Optional);
        var before = cut.Take(at).LastOrDefault(t => t.Kind != TimePart.Optional);
        return token.Kind switch
        {
            TimePart.Literal when token.Text is [(byte)'.'] => token with { IsTight = next?.Kind is TimePart.Fraction },
            TimePart.Blank => token with { IsTight = next?.Kind is TimePart.Half or TimePart.Zone },
            _ when token.IsNumber =>
                token with { IsTight = next is { IsNumber: true } || before is { IsNumber: true } },
            _ => token,
        };
    }
}
