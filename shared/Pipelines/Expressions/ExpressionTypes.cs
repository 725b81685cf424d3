namespace Trainyard.Pipelines;

/// <summary>What kind of value an expression gives.</summary>
internal enum ExpressionKind
{
    /// <summary>It depends on columns whose type is not known.</summary>
    Unknown,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>A word or a text.</summary>
    Text,

    /// <summary>A day or a time.</summary>
    Time,
}

/// <summary>Finds the kind of an expression, and operands that don't fit their operator.</summary>
internal static class ExpressionTypes
{
    /// <summary>Finds the kind; false, with what is wrong, when operands don't fit.</summary>
    public static bool TryFind(
        Expression expression,
        IReadOnlyDictionary<string, ColumnType?> columns,
        out ExpressionKind kind,
        out string? complaint)
    {
        string? first = null;
        kind = Kind(expression);
        complaint = first;
        return first is null;

        ExpressionKind Kind(Expression e) => e switch
        {
            Expression.Literal { Value: double } => ExpressionKind.Number,
            Expression.Literal { Value: bool } => ExpressionKind.Truth,
            Expression.Literal => ExpressionKind.Text,
            Expression.Column column => Of(columns.GetValueOrDefault(column.Name)),
            Expression.Unary { Operator: "not" } not =>
                Need(not.Operand, ExpressionKind.Truth, "'not'", ExpressionKind.Truth),
            Expression.Unary minus => Need(minus.Operand, ExpressionKind.Number, "'-'", ExpressionKind.Number),
            Expression.Binary { Operator: "and" or "or" } both => Both(both, ExpressionKind.Truth),
            Expression.Binary { Operator: "+" or "-" or "*" or "/" or "%" } both => Both(both, ExpressionKind.Number),
            Expression.Binary comparison => Compare(comparison),
            Expression.Call { Function: "is_missing" } call => Any(call),
            Expression.Call { Function: "coalesce" } call =>
                Alike([.. call.Arguments.Select(Kind)], "'coalesce'", null),
            Expression.Call { Function: "if" } call => Choice(call),
            Expression.Call call => Each(call),
            _ => throw new InvalidOperationException($"No way to tell what a {expression.GetType().Name} is."),
        };

        ExpressionKind Compare(Expression.Binary comparison)
        {
            // A time is written as text: date < '2001-05-01'.
            var (left, right) = (Kind(comparison.Left), Kind(comparison.Right));
            var written = left == ExpressionKind.Time ? comparison.Right
                : right == ExpressionKind.Time ? comparison.Left
                : null;
            if (written is not Expression.Literal { Value: string text })
                return Alike([left, right], $"'{comparison.Operator}'", ExpressionKind.Truth);
            if (!TimeParser.TryParse(text, out _))
                first ??= $"'{ScalarNode.Quote(text)}' is no time; write such as '2001-05-01' or '2001-05-01 13:30'.";
            return ExpressionKind.Truth;
        }

        ExpressionKind Both(Expression.Binary both, ExpressionKind need)
        {
            _ = Need(both.Left, need, $"'{both.Operator}'", need);
            return Need(both.Right, need, $"'{both.Operator}'", need);
        }

        ExpressionKind Each(Expression.Call call)
        {
            foreach (var argument in call.Arguments)
                _ = Need(argument, ExpressionKind.Number, $"'{call.Function}'", ExpressionKind.Number);
            return ExpressionKind.Number;
        }

        ExpressionKind Any(Expression.Call call)
        {
            _ = Kind(call.Arguments[0]);
            return ExpressionKind.Truth;
        }

        ExpressionKind Choice(Expression.Call call)
        {
            _ = Need(call.Arguments[0], ExpressionKind.Truth, "The first argument of 'if'", ExpressionKind.Truth);
            return Alike([.. call.Arguments.Skip(1).Select(Kind)], "'if'", null);
        }

        ExpressionKind Need(Expression operand, ExpressionKind need, string what, ExpressionKind gives)
        {
            var have = Kind(operand);

            // True counts as 1 where a number is needed; a number never counts as true.
            var fits = have == need || have == ExpressionKind.Unknown
                || (need == ExpressionKind.Number && have == ExpressionKind.Truth);
            if (!fits) first ??= $"{what} takes {Name(need)}; {ScalarNode.Quote(operand.ToString())} is {Name(have)}.";
            return gives;
        }

        ExpressionKind Alike(IReadOnlyList<ExpressionKind> kinds, string what, ExpressionKind? gives)
        {
            var known = kinds.Where(k => k != ExpressionKind.Unknown).Select(Counted).Distinct().ToArray();
            if (known.Length > 1)
                first ??= $"{what} takes values of one kind; here are {Name(known[0])} and {Name(known[1])}.";
            return gives ?? kinds.FirstOrDefault(k => k != ExpressionKind.Unknown);
        }
    }

    private static ExpressionKind Counted(ExpressionKind kind) =>
        kind == ExpressionKind.Truth ? ExpressionKind.Number : kind;

    private static ExpressionKind Of(ColumnType? type) => type switch
    {
        ColumnType.Integer or ColumnType.Number => ExpressionKind.Number,
        ColumnType.Boolean => ExpressionKind.Truth,
        ColumnType.Category or ColumnType.Text => ExpressionKind.Text,
        ColumnType.Date or ColumnType.Timestamp => ExpressionKind.Time,
        null => ExpressionKind.Unknown,
        _ => throw type.Value.NotKnown(),
    };

    private static string Name(ExpressionKind kind) => kind switch
    {
        ExpressionKind.Number => "numbers",
        ExpressionKind.Truth => "true or false",
        ExpressionKind.Text => "text",
        ExpressionKind.Time => "times",
        _ => throw new InvalidOperationException($"{kind} has no name."),
    };
}
