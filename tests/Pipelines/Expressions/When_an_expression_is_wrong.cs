using Trainyard.Pipelines.Expressions;

namespace Trainyard.Pipelines.Tests.Expressions;

public sealed class When_an_expression_is_wrong
{
    [Theory]
    [InlineData("", 0, "There is no expression")]
    [InlineData("   ", 3, "There is no expression")]
    [InlineData("delay >", 7, "missing at the end")]
    [InlineData("delay > > 15", 8, "missing before '>'")]
    [InlineData("delay 15", 6, "An operator such as + or 'and' is missing before '15'")]
    [InlineData("a AND b", 2, "Did you mean 'and'?")]
    [InlineData("a == b", 2, "Write '='")]
    [InlineData("a <> b", 2, "Write '!='")]
    [InlineData("a && b", 2, "Write 'and'")]
    [InlineData("a || b", 2, "Write 'or'")]
    [InlineData("!a", 0, "Write 'not'")]
    [InlineData("x ^ 2", 2, "Write pow(x, y)")]
    [InlineData("x ** 2", 2, "Write pow(x, y)")]
    [InlineData("cut = \"Ideal\"", 6, "single quotes")]
    [InlineData("cut = 'Ideal", 6, "has no end")]
    [InlineData("`cut", 0, "has no end")]
    [InlineData("`` > 1", 0, "no column name")]
    [InlineData("(a + b", 0, "not closed")]
    [InlineData("a + b)", 5, "closes nothing")]
    [InlineData("a, b", 1, "between the arguments")]
    [InlineData("0 < x < 10", 6, "0 < x and x < 10")]
    [InlineData("lg(x)", 0, "There is no function 'lg'. Did you mean 'log'?")]
    [InlineData("frobnicate(x)", 0, "There are abs, ceil, coalesce")]
    [InlineData("1 + log(x, 10)", 4, "'log' takes one argument, not 2.")]
    [InlineData("if(x, 1)", 0, "'if' takes 3 arguments, not 2.")]
    [InlineData("min(x)", 0, "'min' takes 2 or more arguments, not 1.")]
    [InlineData("sqrt()", 0, "'sqrt' takes one argument, not 0.")]
    [InlineData("min(x y)", 6, "A ')' or ',' is missing")]
    [InlineData("min(x,)", 6, "missing before ')'")]
    [InlineData("15min > 2", 0, "'15min' is no number")]
    [InlineData("1.", 0, "'1.' is no number")]
    [InlineData("1.2.3", 0, "'1.2.3' is no number")]
    [InlineData("1e", 0, "'1e' is no number")]
    [InlineData(".5", 0, "write 0.5")]
    [InlineData("1e999", 0, "too large")]
    [InlineData("a = not b", 4, "(not x)")]
    [InlineData("a + and", 4, "missing before 'and'")]
    [InlineData("x # y", 2, "'#' means nothing here")]
    [InlineData("x; drop", 1, "';' means nothing here")]
    public void Should_say_where_and_what_would_be_right(string text, int position, string fragment)
    {
        Assert.False(Expression.TryParse(text, out var expression, out var problem));
        Assert.Null(expression);
        Assert.Contains(fragment, problem.Message);
        Assert.Equal(position, problem.Position);
    }

    [Theory]
    [InlineData('(')]
    [InlineData('-')]
    public void Should_refuse_what_is_nested_too_deep(char sign)
    {
        Assert.False(Expression.TryParse(new string(sign, 3000) + "x", out _, out var problem));
        Assert.Contains("nested more than 64 deep", problem.Message);
    }

    [Fact]
    public void Should_refuse_what_is_too_long()
    {
        Assert.False(Expression.TryParse(new string('x', 5000), out _, out var problem));
        Assert.Contains("5000 characters", problem.Message);
    }
}
