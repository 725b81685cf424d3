namespace Trainyard.Pipelines;

/// <summary>A parsed expression over the columns of a row. See the grammar in the README of the pipelines.</summary>
public abstract record Expression
{
    /// <summary>A number, a text or a truth value: <c>15</c>, <c>'Ideal'</c>, <c>true</c>.</summary>
    public sealed record Literal(object Value) : Expression;

    /// <summary>A column, by name; names that are no identifiers stand between backquotes.</summary>
    public sealed record Column(string Name) : Expression;

    /// <summary>A sign or a negation: <c>-</c>, <c>not</c>.</summary>
    public sealed record Unary(string Operator, Expression Operand) : Expression;

    /// <summary>Two operands: <c>+ - * / % = != &lt; &lt;= &gt; &gt;= and or</c>.</summary>
    public sealed record Binary(string Operator, Expression Left, Expression Right) : Expression;

    /// <summary>A function: abs, sqrt, log, exp, floor, ceil, round, min, max, pow, if, is_missing, coalesce.</summary>
    public sealed record Call(string Function, IReadOnlyList<Expression> Arguments) : Expression;
}
