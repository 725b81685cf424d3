using System.Globalization;

namespace Trainyard.Pipelines;

/// <summary>Writes an expression with as few parentheses as it needs.</summary>
internal static class ExpressionPrinter
{
    private const int Loosest = 1;
    private const int Negation = 3;
    private const int Comparison = 4;
    private const int Sign = 7;
    private const int Tightest = 8;

    public static string Print(Expression expression) => expression switch
    {
        Expression.Literal { Value: string text } => $"'{text.Replace("'", "''")}'",
        Expression.Literal { Value: bool truth } => truth ? "true" : "false",
        Expression.Literal literal => Convert.ToString(literal.Value, CultureInfo.InvariantCulture) ?? "",
        Expression.Column column when ExpressionToken.IsIdentifier(column.Name) => column.Name,
        Expression.Column column => $"`{column.Name.Replace("`", "``")}`",
        Expression.Unary { Operator: "not" } not => $"not {Within(not.Operand, Negation)}",
        Expression.Unary minus => $"-{Within(minus.Operand, Sign)}",
        Expression.Binary binary => Print(binary, Binding(binary)),
        Expression.Call call => $"{call.Function}({string.Join(", ", call.Arguments.Select(Print))})",
        _ => throw new InvalidOperationException($"No way to write a {expression.GetType().Name}."),
    };

    private static string Print(Expression.Binary binary, int binding)
    {
        // Comparisons don't chain, so both sides of one are tighter; the others lean to the left.
        var left = Within(binary.Left, binding == Comparison ? binding + 1 : binding);
        return $"{left} {binary.Operator} {Within(binary.Right, binding + 1)}";
    }

    private static string Within(Expression inner, int binding) =>
        Binding(inner) < binding ? $"({Print(inner)})" : Print(inner);

    private static int Binding(Expression expression) => expression switch
    {
        Expression.Binary { Operator: "or" } => Loosest,
        Expression.Binary { Operator: "and" } => 2,
        Expression.Unary { Operator: "not" } => Negation,
        Expression.Binary { Operator: "+" or "-" } => 5,
        Expression.Binary { Operator: "*" or "/" or "%" } => 6,
        Expression.Binary => Comparison,
        Expression.Unary => Sign,
        Expression.Literal or Expression.Column or Expression.Call => Tightest,
        _ => throw new InvalidOperationException($"No way to write a {expression.GetType().Name}."),
    };
}
