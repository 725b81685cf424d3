using System.Globalization;

namespace Trainyard.Contracts.Tests;

public sealed class When_a_figure_is_shown
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.8192937, "0.8193")]
    [InlineData(0.00071234567, "0.0007123")]
    [InlineData(4.3219e-8, "4.322e-8")]
    [InlineData(-4.3219e-8, "-4.322e-8")]
    [InlineData(1234567.89, "1,234,567.9")]
    [InlineData(1.5e300, "1.5e300")]
    public void Should_have_the_digits_that_count(double figure, string text) =>
        Assert.Equal(text, FigureText.Of(figure));

    [Fact]
    public void Should_never_be_nothing_where_there_is_something()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var figure = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-300, 300));
            var shown = double.Parse(FigureText.Of(figure), CultureInfo.InvariantCulture);
            Assert.InRange(shown / figure, 0.99, 1.01);
        }
    }

    [Theory]
    [InlineData(0.66999999, 0.67, "0.66999999")]
    [InlineData(2.0000001e-7, 2e-7, "2.0000001e-7")]
    [InlineData(0.5, 0.67, "0.5")]
    public void Should_not_look_like_the_threshold_that_it_misses(double figure, double threshold, string text) =>
        Assert.Equal(text, FigureText.Of(figure, threshold));

    [Theory]
    [InlineData(0.0000001, "1e-7")]
    [InlineData(0.455, "0.455")]
    public void Should_show_a_threshold_with_all_its_digits(double threshold, string text) =>
        Assert.Equal(text, FigureText.Threshold(threshold));
}
