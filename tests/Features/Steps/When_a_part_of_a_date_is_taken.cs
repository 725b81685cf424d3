using System.Globalization;
using CsCheck;
using Trainyard.Features.Expressions;
using Trainyard.Features.Steps;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Tests.Steps;

public sealed class When_a_part_of_a_date_is_taken
{
    private static readonly Gen<DateTime> Moments =
        Gen.Long[0, DateTime.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond]
            .Select(microseconds => new DateTime(microseconds * TimeSpan.TicksPerMicrosecond));

    [Fact]
    public void Should_be_what_the_calendar_says() => Moments.Sample(time =>
    {
        // A double holds whole microseconds around 1970; further out it is the nearest that it can hold.
        var microseconds = Times.OfTime(time);
        var held = DateTime.UnixEpoch.AddTicks((long)microseconds * TimeSpan.TicksPerMicrosecond);
        Assert.Equal(
            [
                held.Year, (held.Month + 2) / 3, held.Month, held.Day, held.DayOfYear, (int)held.DayOfWeek,
                ISOWeek.GetWeekOfYear(held), held.Hour, held.Minute, (held.Hour * 60) + held.Minute,
            ],
            Enum.GetValues<DatePart>().Select(part => Of(part, microseconds)));
    }, iter: 20_000);

    [Theory]
    [InlineData("1970-01-01", DatePart.DayOfWeek, 4)]
    [InlineData("1969-12-31 23:59", DatePart.MinuteOfDay, 1439)]
    [InlineData("2001-06-30 17:45", DatePart.DayOfWeek, 6)]
    [InlineData("2000-02-29", DatePart.DayOfYear, 60)]
    [InlineData("2021-01-03", DatePart.Week, 53)]
    public void Should_know_some_days(string day, DatePart part, double expected)
    {
        Assert.True(Times.TryParse(day, out var microseconds));

        Assert.Equal(expected, Of(part, microseconds));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-62_135_596_800_000_008)]
    [InlineData(253_402_300_800_000_000)]
    [InlineData(1e300)]
    public void Should_be_missing_where_the_calendar_ends(double microseconds) =>
        Assert.All(Enum.GetValues<DatePart>(), part => Assert.True(double.IsNaN(Of(part, microseconds))));

    private static double Of(DatePart part, double microseconds)
    {
        new PartOfDate(part).Apply(new Span<double>(ref microseconds));
        return microseconds;
    }
}
