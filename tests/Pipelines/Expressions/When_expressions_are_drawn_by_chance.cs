using CsCheck;

using Trainyard.Pipelines.Expressions;

namespace Trainyard.Pipelines.Tests.Expressions;

public sealed class When_expressions_are_drawn_by_chance
{
    private static readonly string[] Operators =
        ["+", "-", "*", "/", "%", "=", "!=", "<", "<=", ">", ">=", "and", "or"];

    private static readonly Gen<Expression> Leaf = Gen.OneOf<Expression>(
        Gen.Double[0, 1e12].Select(n => (Expression)new Expression.Literal(n)),
        Gen.Bool.Select(b => (Expression)new Expression.Literal(b)),
        Gen.String[0, 8].Select(t => (Expression)new Expression.Literal(t)),
        Gen.String[1, 8].Select(n => (Expression)new Expression.Column(n)),
        Gen.OneOf("x", "and", "not", "min", "_y2").Select(n => (Expression)new Expression.Column(n)));

    private static readonly Gen<string> Fragments = Gen.OneOf(
        "x", "`a b`", "'t'", "1", "2.5", "(", ")", ",", " ", "and", "or", "not", "if(", "min(", "<", ">=", "=", "-",
        "*", "'", "`", "é");

    [Fact]
    public void Should_parse_what_was_printed_to_the_same_tree() =>
        Tree(4).Sample(tree =>
        {
            var printed = tree.ToString();
            Assert.True(
                Expression.TryParse(printed, out var parsed, out var problem), $"{printed}: {problem?.Message}");
            Assert.Equal(tree, parsed);
            Assert.Equal(printed, parsed.ToString());
        });

    [Fact]
    public void Should_never_throw_and_point_into_the_text() =>
        Gen.OneOf<string>(Gen.String, Fragments.Array[0, 30].Select(string.Concat)).Sample(text =>
        {
            if (Expression.TryParse(text, out var expression, out var problem)) _ = expression.ToString();
            else Assert.InRange(problem.Position, 0, text.Length);
        });

    private static Gen<Expression> Tree(int depth)
    {
        if (depth == 0) return Leaf;
        var inner = Tree(depth - 1);
        return Gen.OneOf<Expression>(
            Leaf,
            inner.Select(Gen.OneOf("-", "not"), (e, op) => (Expression)new Expression.Unary(op, e)),
            inner.Select(inner, Gen.OneOf(Operators), (l, r, op) => (Expression)new Expression.Binary(op, l, r)),
            inner.Array[2, 4].Select(a => (Expression)new Expression.Call("coalesce", a)),
            inner.Select(e => (Expression)new Expression.Call("abs", [e])));
    }
}
