namespace Trainyard.Pipelines.Values;

/// <summary>
/// The forms of days and times that are looked for where none is declared, each with whatever time and weekday may
/// stand beside the day.
/// </summary>
public static class DayForms
{
    /// <summary>How many parts in brackets each form has at most.</summary>
    public const int Parts = 11;

    private const string Before = "[ddd[,] ]";
    private const string Behind = "[[T][,][ ][:]HH:mm[:ss[.f]][ tt][ z]]";

    private static readonly string[] Days =
    [
        .. from sign in "/.-"
           from order in (string[])["MM{0}dd{0}yyyy", "dd{0}MM{0}yyyy", "MM{0}dd{0}yy", "dd{0}MM{0}yy", "yy{0}MM{0}dd"]
           select order.Replace("{0}", sign.ToString(), StringComparison.Ordinal),
        .. from sign in "/.- " select $"yyyy{sign}MM{sign}dd",
        .. from sign in "/- " select $"dd{sign}MMM{sign}yyyy",
        .. from sign in "/- " select $"dd{sign}MMM{sign}yy",
        "dd. MMM yyyy", "dd MMM, yyyy", "ddMMMyyyy", "ddMMMyy",
        "MMM dd, yyyy", "MMM dd yyyy", "MMM-dd-yyyy", "MMM dd, yy", "yyyy-MMM-dd", "yyyy MMM dd",
        "dd MM yyyy", "MM dd yyyy", "dd. MM. yyyy", "dd. MM. yy", "yyyy. MM. dd", "yyyy. MM. dd.",
    ];

    // What has its time in the middle, or touching, has no place for another.
    private static readonly string[] Whole =
    [
        "ddd MMM dd HH:mm:ss[ z] yyyy", "yyyyMMddTHHmmss[ z]", "yyyyMMddTHHmm[ z]", "yyyyMMdd HH:mm[:ss]",
        "yyyy-MM-ddTHH[ z]", "yyyy-MM-dd HH", "yyyy-MM-dd_HH:mm[:ss]", "yyyy-MM-dd-HH.mm[.ss]",
        "dd.MM.yyyy HH.mm[.ss]", "MM.dd.yyyy HH.mm[.ss]", "yyyy-MM-ddz",
        .. from sign in "/.-"
           from day in (string[])["dd{0}MM{0}yyyy", "MM{0}dd{0}yyyy", "yyyy{0}MM{0}dd"]
           select "HH:mm[:ss] " + day.Replace("{0}", sign.ToString(), StringComparison.Ordinal),
        "HH:mm[:ss] dd MMM yyyy",
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DayForm> All { get; } =
    [
        .. Days.Select(day => new DayForm(day, Of(Before + day + Behind), true)),
        .. Whole.Select(whole => new DayForm(whole, Of(whole), false)),
    ];

    private static TimeFormat Of(string pattern) =>
        TimeFormat.TryParse(pattern, out var format, out var problem)
            ? format
            : throw new InvalidOperationException($"{pattern}: {problem}");
}

/// <summary>One of the forms.</summary>
/// <param name="Day">The form of the day, or all of it.</param>
/// <param name="Format">What is looked for.</param>
/// <param name="HasRoom">Whether weekday and time may stand beside it.</param>
public sealed record DayForm(string Day, TimeFormat Format, bool HasRoom)
{
    /// <summary>The parts in brackets.</summary>
    public const int Weekday = 0, WeekdayComma = 1, Time = 2, T = 3, Comma = 4, Blank = 5, Colon = 6, Seconds = 7,
        Fraction = 8, Half = 9, Zone = 10;

    /// <summary>The form that so many values had: what was in all of them, and in brackets what was in some.</summary>
    /// <param name="values">How many values.</param>
    /// <param name="counts">In how many of them each part was.</param>
    public string Pattern(long values, ReadOnlySpan<long> counts)
    {
        if (!HasRoom)
            return Day;
        var weekday = Part("ddd" + Part(",", counts[WeekdayComma], counts[Weekday]) + " ", counts[Weekday], values);
        var times = counts[Time];
        var hour = counts[Half] > 0 && counts[Half] == times ? "hh" : "HH";
        var seconds = Part(":ss" + Part(".f", counts[Fraction], counts[Seconds]), counts[Seconds], times);
        var time = Part("T", counts[T], times) + Part(",", counts[Comma], times) + Part(" ", counts[Blank], times)
            + Part(":", counts[Colon], times) + hour + ":mm" + seconds + Part(" tt", counts[Half], times)
            + Part(" z", counts[Zone], times);
        return weekday + Day + Part(time, times, values);
    }

    /// <summary>Whether some value has a time of day.</summary>
    public bool HasTime(ReadOnlySpan<long> counts) => !HasRoom || counts[Time] > 0;

    private static string Part(string part, long count, long all) =>
        count == 0 ? "" : count == all ? part : $"[{part}]";
}
