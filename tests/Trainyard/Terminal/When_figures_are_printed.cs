using Trainyard.Cli.Terminal;

namespace Trainyard.Cli.Tests.Terminal;

public sealed class When_figures_are_printed
{
    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.0124, "12 ms")]
    [InlineData(1, "1.0 s")]
    [InlineData(9.46, "9.5 s")]
    [InlineData(60, "1 min 0 s")]
    [InlineData(754.9, "12 min 34 s")]
    [InlineData(3600, "1 h 0 min")]
    [InlineData(97_260, "27 h 1 min")]
    public void Should_say_a_duration_in_its_unit(double seconds, string words) =>
        Assert.Equal(words, Words.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.84, "0.84")]
    [InlineData(0.43219, "0.4322")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(999.5, "999.5")]
    [InlineData(1000, "1,000.0")]
    [InlineData(-1234567.89, "-1,234,567.9")]
    [InlineData(double.NaN, "NaN")]
    public void Should_round_what_nobody_reads(double figure, string words) =>
        Assert.Equal(words, Words.Figure(figure));

    [Fact]
    public void Should_line_columns_up_and_end_lines_where_their_words_end() => Assert.Equal(
        ["RUN    STATE", "a      Succeeded", "a-bcd"],
        Lines.InColumns([["RUN", "STATE"], ["a", "Succeeded"], ["a-bcd", ""]]));

    [Fact]
    public void Should_print_no_line_where_there_is_no_row() => Assert.Empty(Lines.InColumns([]));

    [Theory]
    [InlineData("", "''")]
    [InlineData("""{"a":1}""", """'{"a":1}'""")]
    [InlineData("O'Neill", @"'O'\''Neill'")]
    public void Should_make_one_word_of_a_shell_of_any_text(string text, string word) =>
        Assert.Equal(word, Invocation.Quote(text));
}
