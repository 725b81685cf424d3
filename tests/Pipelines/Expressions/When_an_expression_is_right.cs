using Trainyard.Pipelines.Expressions;

namespace Trainyard.Pipelines.Tests.Expressions;

public sealed class When_an_expression_is_right
{
    [Theory]
    [InlineData("delay > 15", "delay > 15")]
    [InlineData("a or b and c", "a or b and c")]
    [InlineData("(a or b) and c", "(a or b) and c")]
    [InlineData("((a and b)) or (c)", "a and b or c")]
    [InlineData("not a = b", "not a = b")]
    [InlineData("not (a = b)", "not a = b")]
    [InlineData("(not a) = b", "(not a) = b")]
    [InlineData("1+2*3", "1 + 2 * 3")]
    [InlineData("(1+2)*3", "(1 + 2) * 3")]
    [InlineData("a-b-c", "a - b - c")]
    [InlineData("a-(b-c)", "a - (b - c)")]
    [InlineData("a/(b*c)", "a / (b * c)")]
    [InlineData("--x*-y", "--x * -y")]
    [InlineData("-(x+1)", "-(x + 1)")]
    [InlineData("`Beak Length (mm)` / 10", "`Beak Length (mm)` / 10")]
    [InlineData("`plain`", "plain")]
    [InlineData("`and` = `a``b`", "`and` = `a``b`")]
    [InlineData("cut = 'Very good'", "cut = 'Very good'")]
    [InlineData("name != 'O''Hare'", "name != 'O''Hare'")]
    [InlineData("if(is_missing(x),coalesce(y,0,1),min(x,y,z))", "if(is_missing(x), coalesce(y, 0, 1), min(x, y, z))")]
    [InlineData("min", "min")]
    [InlineData("1e3 + 1.50", "1000 + 1.5")]
    [InlineData("true != false", "true != false")]
    [InlineData("x % 2 = 0", "x % 2 = 0")]
    [InlineData("größe * 2", "größe * 2")]
    public void Should_read_it_by_precedence(string text, string printed)
    {
        Assert.True(Expression.TryParse(text, out var expression, out var problem), problem?.Message);
        Assert.Equal(printed, expression.ToString());
    }

    [Fact]
    public void Should_build_the_tree_that_precedence_says()
    {
        Assert.True(Expression.TryParse("a or not b > 1 + 2 * -c", out var expression, out _));
        Assert.Equal(
            new Expression.Binary(
                "or",
                new Expression.Column("a"),
                new Expression.Unary(
                    "not",
                    new Expression.Binary(
                        ">",
                        new Expression.Column("b"),
                        new Expression.Binary(
                            "+",
                            new Expression.Literal(1.0),
                            new Expression.Binary(
                                "*",
                                new Expression.Literal(2.0),
                                new Expression.Unary("-", new Expression.Column("c"))))))),
            expression);
    }

    [Fact]
    public void Should_name_each_column_once()
    {
        Assert.True(Expression.TryParse("max(x, `y z`) > x + if(w, 1, 'x') ", out var expression, out _));
        Assert.Equal(["x", "y z", "w"], expression.Columns);
    }
}
