using Trainyard.Features.Expressions;
using Trainyard.Features.Rows;
using Trainyard.Features.Tables;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Expressions;

namespace Trainyard.Features.Tests;

public sealed class When_an_expression_is_evaluated
{
    private static readonly Table OneRow = new(
        [
            NumberColumn.Of("x", ColumnType.Number, new[] { 6.0 }),
            NumberColumn.Of("whole", ColumnType.Integer, new[] { -7.0 }),
            NumberColumn.Of("none", ColumnType.Number, new[] { double.NaN }),
            NumberColumn.Of("yes", ColumnType.Boolean, new[] { 1.0 }),
            NumberColumn.Of("perhaps", ColumnType.Boolean, new[] { double.NaN }),
            NumberColumn.Of("when", ColumnType.Timestamp, new[] { 988_722_000_000_000.0 }),
            WordColumn.Of("word", ColumnType.Category, ["b"]),
            WordColumn.Of("silence", ColumnType.Category, [null]),
        ],
        rows: 1);

    [Theory]
    [InlineData("x + 2 * 3", 12.0)]
    [InlineData("x / 4", 1.5)]
    [InlineData("x / 0", null)]
    [InlineData("x % 0", null)]
    [InlineData("whole % 4", -3.0)]
    [InlineData("none + 1", null)]
    [InlineData("yes + yes", 2.0)]
    [InlineData("sqrt(-1)", null)]
    [InlineData("log(0)", null)]
    [InlineData("exp(1000)", null)]
    [InlineData("1 / exp(1000)", null)]
    [InlineData("round(2.5)", 3.0)]
    [InlineData("round(-2.5)", -3.0)]
    [InlineData("floor(-2.5) + ceil(-2.5)", -5.0)]
    [InlineData("abs(whole) - -x", 13.0)]
    [InlineData("pow(none, 0)", null)]
    [InlineData("pow(2, 10)", 1024.0)]
    [InlineData("min(x, whole, 3)", -7.0)]
    [InlineData("max(x, none)", null)]
    [InlineData("if(perhaps, 1, 2)", 2.0)]
    [InlineData("if(yes, none, 2)", null)]
    [InlineData("coalesce(none, none, x)", 6.0)]
    [InlineData("is_missing(none)", 1.0)]
    [InlineData("is_missing(silence)", 1.0)]
    [InlineData("is_missing(word)", 0.0)]
    [InlineData("x > 5 and x < 7", 1.0)]
    [InlineData("not yes", 0.0)]
    [InlineData("not perhaps", null)]
    [InlineData("perhaps and false", 0.0)]
    [InlineData("perhaps and true", null)]
    [InlineData("perhaps or true", 1.0)]
    [InlineData("perhaps or false", null)]
    [InlineData("none != 1", null)]
    [InlineData("word = 'b'", 1.0)]
    [InlineData("word < 'a'", 0.0)]
    [InlineData("word >= 'b'", 1.0)]
    [InlineData("word > 'B'", 1.0)]
    [InlineData("silence = 'b'", null)]
    [InlineData("coalesce(silence, 'none') = 'none'", 1.0)]
    [InlineData("if(x > 1, word, silence) != 'c'", 1.0)]
    [InlineData("when < '2001-05-02'", 1.0)]
    [InlineData("'2001-05-01 13:00' = when", 1.0)]
    [InlineData("when > '2001-05-01T13:00:00.000001'", 0.0)]
    [InlineData("`x` = 6", 1.0)]
    public void Should_mean_what_the_grammar_says(string text, double? expected)
    {
        var values = TableExpression.Evaluate("result", Parse(text), OneRow);

        Assert.Equal(expected is { } number ? Cell.Of(number) : Cell.Missing, values[0]);
    }

    [Theory]
    [InlineData("word + 1", "'word' is a word where a number is needed.")]
    [InlineData("x and yes", "'x' is a number where true or false is needed; write a comparison such as x = 1.")]
    [InlineData("word = 1", "'word = 1' compares a word with a number.")]
    [InlineData("when < 5", "'when < 5' compares a time with a number.")]
    [InlineData("when < 'May'",
        "'when < 'May'' compares a time with 'May', which is none; write '2001-05-01' or '2001-05-01 13:30'.")]
    [InlineData("when + 1", "'when' is a time where a number is needed.")]
    [InlineData("if(yes, word, 1)", "'if(yes, word, 1)' gives either a word or a number.")]
    [InlineData("wort = 'b'", "There is no column 'wort'.")]
    public void Should_say_what_does_not_fit(string text, string message)
    {
        var refusal = Assert.Throws<InvalidDataException>(
            () => TableExpression.Evaluate("result", Parse(text), OneRow));

        Assert.Equal(message, refusal.Message);
    }

    private static Expression Parse(string text) =>
        Expression.TryParse(
            text, out var expression, out var problem) ? expression : throw new ArgumentException(problem.Message);
}
