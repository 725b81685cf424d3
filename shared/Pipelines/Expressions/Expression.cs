using System.Diagnostics.CodeAnalysis;

namespace Trainyard.Pipelines;

/// <summary>
/// A parsed expression over the columns of a row. The grammar is in the README of the pipelines. What it means:
/// a missing operand makes the result missing, except where it can't matter (<c>false and missing</c> is false,
/// <c>true or missing</c> is true); <c>x / 0</c>, <c>x % 0</c>, the root or logarithm of what has none, and what is too
/// large for a double are missing; <c>/</c> never cuts off, <c>%</c> has the sign of its left side; true counts as 1,
/// false as 0; <c>round</c> takes halves away from zero; <c>log</c> is natural; <c>if</c> takes its last argument when
/// the condition is missing; <c>min</c> and <c>max</c> are missing when one argument is.
/// </summary>
public abstract record Expression
{
    /// <summary>The columns it reads, each once, in order of appearance.</summary>
    public IEnumerable<string> Columns => Leaves(this).Distinct(StringComparer.Ordinal);

    /// <summary>Parses an expression; what is wrong with it is an answer, never an exception.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out Expression? expression,
        [NotNullWhen(false)] out ExpressionProblem? problem) =>
        ExpressionParser.TryParse(text, out expression, out problem);

    /// <summary>The expression as text in one way of writing; parsing it gives an equal expression.</summary>
    public sealed override string ToString() => ExpressionPrinter.Print(this);

    private static IEnumerable<string> Leaves(Expression expression) => expression switch
    {
        Column column => [column.Name],
        Unary unary => Leaves(unary.Operand),
        Binary binary => Leaves(binary.Left).Concat(Leaves(binary.Right)),
        Call call => call.Arguments.SelectMany(Leaves),
        Literal => [],
        _ => throw new InvalidOperationException($"No way to look into a {expression.GetType().Name}."),
    };

    /// <summary>A <see cref="double"/> (never negative), a <see cref="string"/> or a <see cref="bool"/>.</summary>
    public sealed record Literal(object Value) : Expression;

    /// <summary>A column, by name; names that are no identifiers stand between backquotes.</summary>
    public sealed record Column(string Name) : Expression;

    /// <summary>A sign or a negation: <c>-</c>, <c>not</c>.</summary>
    public sealed record Unary(string Operator, Expression Operand) : Expression;

    /// <summary>Two operands: <c>+ - * / % = != &lt; &lt;= &gt; &gt;= and or</c>.</summary>
    public sealed record Binary(string Operator, Expression Left, Expression Right) : Expression;

    /// <summary>A function: abs, sqrt, log, exp, floor, ceil, round, min, max, pow, if, is_missing, coalesce.</summary>
    public sealed record Call(string Function, IReadOnlyList<Expression> Arguments) : Expression
    {
        /// <inheritdoc/>
        public bool Equals(Call? other) =>
            other is not null && Function == other.Function && Arguments.SequenceEqual(other.Arguments);

        /// <inheritdoc/>
        public override int GetHashCode() =>
            Arguments.Aggregate(StringComparer.Ordinal.GetHashCode(Function), HashCode.Combine);
    }
}

/// <summary>What is wrong with an expression.</summary>
/// <param name="Position">Where in the text, in characters, from 0.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record ExpressionProblem(int Position, string Message);
