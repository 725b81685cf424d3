using System.Globalization;

using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Steps;

/// <summary><c>impute</c>: a missing number becomes a constant.</summary>
/// <param name="Value">The constant.</param>
internal sealed record Impute(double Value) : NumberStep
{
    public override void Apply(Span<double> values)
    {
        foreach (ref var value in values)
            value = double.IsNaN(value) ? Value : value;
    }
}

/// <summary><c>shift</c>: less an amount, so that a float32 tells values apart that lie far from zero.</summary>
/// <param name="By">The middle value of the training part.</param>
internal sealed record Shift(double By) : NumberStep
{
    public override void Apply(Span<double> values)
    {
        foreach (ref var value in values)
            value -= By;
    }
}

/// <summary><c>standardize</c>: less the mean, divided by the deviation.</summary>
/// <param name="Mean">The mean of the training part.</param>
/// <param name="Deviation">The standard deviation of the training part (of the population); 1 where that is 0.</param>
internal sealed record Standardize(double Mean, double Deviation) : NumberStep
{
    public override void Apply(Span<double> values)
    {
        foreach (ref var value in values)
            value = (value - Mean) / Deviation;
    }
}

/// <summary><c>min_max</c>: the range becomes 0 to 1; what lies outside goes beyond.</summary>
/// <param name="Min">The smallest value of the training part: 0.</param>
/// <param name="Max">The largest value of the training part: 1; where both are equal, all become 0.</param>
internal sealed record MinMax(double Min, double Max) : NumberStep
{
    public override void Apply(Span<double> values)
    {
        var range = Max > Min ? Max - Min : 1;
        foreach (ref var value in values)
            value = (value - Min) / range;
    }
}

/// <summary><c>date_part</c>: a part of a date or timestamp; missing outside the years 1 to 9999.</summary>
/// <param name="Part">The part.</param>
internal sealed record PartOfDate(DatePart Part) : NumberStep
{
    private const double First = -62_135_596_800_000_000;
    private const double End = 253_402_300_800_000_000;
    private const long PerMinute = 60_000_000;
    private const long PerDay = 1440 * PerMinute;

    public override void Apply(Span<double> values)
    {
        switch (Part)
        {
            case DatePart.Year: Each<Year>(values); break;
            case DatePart.Quarter: Each<Quarter>(values); break;
            case DatePart.Month: Each<Month>(values); break;
            case DatePart.DayOfMonth: Each<DayOfMonth>(values); break;
            case DatePart.DayOfYear: Each<DayOfYear>(values); break;
            case DatePart.DayOfWeek: Each<DayOfWeek>(values); break;
            case DatePart.Week: Each<Week>(values); break;
            case DatePart.Hour: Each<Hour>(values); break;
            case DatePart.Minute: Each<Minute>(values); break;
            case DatePart.MinuteOfDay: Each<MinuteOfDay>(values); break;
            default: throw new InvalidOperationException($"A date has no part {Part}.");
        }
    }

    // Counted from the year 1, so that nothing is negative.
    private static void Each<T>(Span<double> values)
        where T : struct, IPart
    {
        foreach (ref var value in values)
            value = value is >= First and < End ? T.Of((ulong)((long)value - (long)First)) : double.NaN;
    }

    private static DateTime Date(ulong microseconds) => new((long)microseconds * TimeSpan.TicksPerMicrosecond);

    private interface IPart
    {
        static abstract int Of(ulong microseconds);
    }

    private readonly struct Year : IPart
    {
        public static int Of(ulong microseconds) => Date(microseconds).Year;
    }

    private readonly struct Quarter : IPart
    {
        public static int Of(ulong microseconds) => (Date(microseconds).Month + 2) / 3;
    }

    private readonly struct Month : IPart
    {
        public static int Of(ulong microseconds) => Date(microseconds).Month;
    }

    private readonly struct DayOfMonth : IPart
    {
        public static int Of(ulong microseconds) => Date(microseconds).Day;
    }

    private readonly struct DayOfYear : IPart
    {
        public static int Of(ulong microseconds) => Date(microseconds).DayOfYear;
    }

    // The first of January of the year 1 was a Monday.
    private readonly struct DayOfWeek : IPart
    {
        public static int Of(ulong microseconds) => (int)(((microseconds / PerDay) + 1) % 7);
    }

    private readonly struct Week : IPart
    {
        public static int Of(ulong microseconds) => ISOWeek.GetWeekOfYear(Date(microseconds));
    }

    private readonly struct Hour : IPart
    {
        public static int Of(ulong microseconds) => (int)(microseconds / (60 * PerMinute) % 24);
    }

    private readonly struct Minute : IPart
    {
        public static int Of(ulong microseconds) => (int)(microseconds / PerMinute % 60);
    }

    private readonly struct MinuteOfDay : IPart
    {
        public static int Of(ulong microseconds) => (int)(microseconds / PerMinute % 1440);
    }
}
