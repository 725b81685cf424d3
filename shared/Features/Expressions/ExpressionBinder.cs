using Trainyard.Pipelines;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Expressions;

namespace Trainyard.Features.Expressions;

/// <summary>Gives the columns of an expression their places and types, and says what does not fit together.</summary>
internal sealed class ExpressionBinder(IReadOnlyList<(string Name, ColumnType Type)> columns)
{
    /// <summary>The expression, ready to be evaluated.</summary>
    /// <exception cref="ExpressionMisfitException">A column is unknown, or types don't fit.</exception>
    public ValueNode Bind(Expression expression) => expression switch
    {
        Expression.Literal { Value: double number } => new NumberConstant(NodeType.Number, number),
        Expression.Literal { Value: bool truth } => new NumberConstant(NodeType.Truth, truth ? 1 : 0),
        Expression.Literal { Value: string word } => new WordConstant(word),
        Expression.Column column => Column(column),
        Expression.Unary { Operator: "-" } minus => new Apply<Negate>(NodeType.Number, Number(minus.Operand)),
        Expression.Unary { Operator: "not" } not => new Apply<Not>(NodeType.Truth, Truth(not.Operand)),
        Expression.Binary binary => Binary(binary),
        Expression.Call call => Call(call),
        _ => throw new InvalidOperationException($"No way to evaluate {expression}."),
    };

    private ValueNode Column(Expression.Column column)
    {
        var place = 0;
        while (place < columns.Count && columns[place].Name != column.Name) place++;
        if (place == columns.Count)
            throw new ExpressionMisfitException(column.Name, $"There is no column '{column.Name}'.");
        return columns[place].Type switch
        {
            ColumnType.Category or ColumnType.Text => new WordInput(place),
            ColumnType.Boolean => new NumberInput(NodeType.Truth, place),
            ColumnType.Date or ColumnType.Timestamp => new NumberInput(NodeType.Time, place),
            ColumnType.Integer or ColumnType.Number => new NumberInput(NodeType.Number, place),
            _ => throw columns[place].Type.NotKnown(),
        };
    }

    private NumberNode Binary(Expression.Binary binary) => binary.Operator switch
    {
        "+" => new Combine<Add>(NodeType.Number, Number(binary.Left), Number(binary.Right)),
        "-" => new Combine<Subtract>(NodeType.Number, Number(binary.Left), Number(binary.Right)),
        "*" => new Combine<Multiply>(NodeType.Number, Number(binary.Left), Number(binary.Right)),
        "/" => new Combine<Divide>(NodeType.Number, Number(binary.Left), Number(binary.Right)),
        "%" => new Combine<Remainder>(NodeType.Number, Number(binary.Left), Number(binary.Right)),
        "and" => new Combine<Both>(NodeType.Truth, Truth(binary.Left), Truth(binary.Right)),
        "or" => new Combine<Either>(NodeType.Truth, Truth(binary.Left), Truth(binary.Right)),
        "=" => Compare<Equal>(binary.Left, binary.Right, binary),
        "!=" => Compare<Different>(binary.Left, binary.Right, binary),
        "<" => Compare<Less>(binary.Left, binary.Right, binary),
        "<=" => Compare<LessOrEqual>(binary.Left, binary.Right, binary),
        ">" => Compare<Less>(binary.Right, binary.Left, binary),
        ">=" => Compare<LessOrEqual>(binary.Right, binary.Left, binary),
        _ => throw new InvalidOperationException($"No way to evaluate the operator '{binary.Operator}'."),
    };

    private NumberNode Compare<T>(Expression left, Expression right, Expression whole)
        where T : struct, IOperation
    {
        var (a, b) = (Bind(left), Bind(right));
        if (a.Type == NodeType.Time) b = AsTime(b, whole);
        if (b.Type == NodeType.Time) a = AsTime(a, whole);
        return (a, b) switch
        {
            (WordNode x, WordNode y) => new CompareWords<T>(x, y),
            (NumberNode x, NumberNode y) when (x.Type == NodeType.Time) == (y.Type == NodeType.Time)
                => new Combine<T>(NodeType.Truth, x, y),
            _ => throw Misfit(whole, $"compares {Say(Bind(left))} with {Say(Bind(right))}"),
        };
    }

    // A day or a time stands between quotes, as in date < '2001-05-01'.
    private static ValueNode AsTime(ValueNode node, Expression whole) => node switch
    {
        WordConstant { Word: var word } when Times.TryParse(word, out var microseconds)
            => new NumberConstant(NodeType.Time, microseconds),
        WordConstant { Word: var word }
            => throw Misfit(
                whole, $"compares a time with '{word}', which is none; write '2001-05-01' or '2001-05-01 13:30'"),
        _ => node,
    };

    private ValueNode Call(Expression.Call call)
    {
        var arguments = call.Arguments;
        return call.Function switch
        {
            "abs" => Function<Absolute>(arguments[0]),
            "sqrt" => Function<Root>(arguments[0]),
            "log" => Function<Logarithm>(arguments[0]),
            "exp" => Function<Exponential>(arguments[0]),
            "floor" => Function<Floor>(arguments[0]),
            "ceil" => Function<Ceiling>(arguments[0]),
            "round" => Function<Round>(arguments[0]),
            "min" => Fold<Smaller>(arguments),
            "max" => Fold<Larger>(arguments),
            "pow" => Fold<Power>(arguments),
            "is_missing" => Bind(arguments[0]) switch
            {
                WordNode word => new IsMissingWord(word),
                var other => new Apply<Missing>(NodeType.Truth, (NumberNode)other),
            },
            "if" => Choice(call, Truth(arguments[0]), Bind(arguments[1]), Bind(arguments[2])),
            "coalesce" => arguments.Select(Bind).Aggregate((first, second) => Fallback(call, first, second)),
            _ => throw new InvalidOperationException($"No way to evaluate the function '{call.Function}'."),
        };
    }

    private Apply<T> Function<T>(Expression argument)
        where T : struct, IFunction => new(NodeType.Number, Number(argument));

    private NumberNode Fold<T>(IReadOnlyList<Expression> arguments)
        where T : struct, IOperation =>
        arguments.Select(Number).Aggregate((a, b) => new Combine<T>(NodeType.Number, a, b));

    private static ValueNode Choice(Expression whole, NumberNode condition, ValueNode yes, ValueNode no) =>
        (yes, no) switch
    {
        (WordNode a, WordNode b) => new WordChoice(condition, a, b),
        (NumberNode a, NumberNode b) when Common(a, b) is { } type => new NumberChoice(type, condition, a, b),
        _ => throw Misfit(whole, $"gives either {Say(yes)} or {Say(no)}"),
    };

    private static ValueNode Fallback(Expression whole, ValueNode first, ValueNode second) => (first, second) switch
    {
        (WordNode a, WordNode b) => new WordFallback(a, b),
        (NumberNode a, NumberNode b) when Common(a, b) is { } type => new NumberFallback(type, a, b),
        _ => throw Misfit(whole, $"gives either {Say(first)} or {Say(second)}"),
    };

    private static NodeType? Common(ValueNode a, ValueNode b) =>
        a.Type == b.Type ? a.Type
        : a.Type != NodeType.Time && b.Type != NodeType.Time ? NodeType.Number
        : null;

    private NumberNode Number(Expression expression) => Bind(expression) switch
    {
        NumberNode { Type: NodeType.Number or NodeType.Truth } number => number,
        var other => throw Misfit(expression, $"is {Say(other)} where a number is needed"),
    };

    private NumberNode Truth(Expression expression) => Bind(expression) switch
    {
        NumberNode { Type: NodeType.Truth } truth => truth,
        var other => throw Misfit(
            expression, $"is {Say(other)} where true or false is needed; write a comparison such as x = 1"),
    };

    private static ExpressionMisfitException Misfit(Expression expression, string what) =>
        new(expression.Columns.FirstOrDefault(), $"'{expression}' {what}.");

    private static string Say(ValueNode node) => node.Type switch
    {
        NodeType.Number => "a number",
        NodeType.Truth => "true or false",
        NodeType.Time => "a time",
        NodeType.Word => "a word",
        _ => throw new InvalidOperationException($"No way to speak of {node.Type}."),
    };
}

/// <summary>Carries out of the depth of an expression what does not fit; never leaves the engine.</summary>
internal sealed class ExpressionMisfitException(string? column, string message) : Exception(message)
{
    /// <summary>The column it is about, where there is one.</summary>
    public string? Column => column;
}
