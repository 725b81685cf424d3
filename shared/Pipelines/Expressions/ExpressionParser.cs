using System.Collections.Frozen;

namespace Trainyard.Pipelines.Expressions;

/// <summary>
/// Recursive descent, loosest first: <c>or</c>, <c>and</c>, <c>not</c>, one comparison, <c>+ -</c>, <c>* / %</c>, sign.
/// </summary>
internal sealed class ExpressionParser
{
    /// <summary>Longer ones are refused, so that evaluation can recurse.</summary>
    private const int LongestText = 4000;

    /// <summary>Parentheses, calls and signs inside each other, at most.</summary>
    private const int Deepest = 64;

    /// <summary>Words that are no columns unless between backquotes.</summary>
    public static readonly FrozenSet<string> Keywords = FrozenSet.Create("and", "or", "not", "true", "false");

    private static readonly FrozenSet<string> Comparisons = FrozenSet.Create("=", "!=", "<", "<=", ">", ">=");

    private readonly List<ExpressionToken> _tokens;
    private int _at;
    private int _depth;

    private ExpressionParser(string text) => _tokens = ExpressionToken.Cut(text);

    private ExpressionToken Current => _tokens[_at];

    public static bool TryParse(string text, out Expression? expression, out ExpressionProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        expression = null;
        problem = text.Length > LongestText
            ? new ExpressionProblem(0, $"The expression has {text.Length} characters; {LongestText} is the most.")
            : null;
        if (problem is not null) return false;
        try
        {
            expression = new ExpressionParser(text).Whole();
            return true;
        }
        catch (ExpressionRefusedException refused)
        {
            problem = refused.Problem;
            return false;
        }
    }

    private Expression Whole()
    {
        if (Current.Kind == TokenKind.End) throw Refuse("There is no expression. Write one such as delay > 15.");
        var expression = Or();
        if (Current.Kind == TokenKind.End) return expression;
        if (Current is { Kind: TokenKind.Sign, Text: ")" }) throw Refuse("This ')' closes nothing.");
        if (Current is { Kind: TokenKind.Sign, Text: "," })
            throw Refuse("A ',' stands between the arguments of a function only.");
        var hint = Current.Kind == TokenKind.Name && Spelling.Nearest(Current.Text, ["and", "or"]) is { } meant
            ? $" Did you mean '{meant}'?"
            : "";
        throw Refuse($"An operator such as + or 'and' is missing before {Current.Shown}.{hint}");
    }

    private Expression Or()
    {
        var left = And();
        while (Takes(TokenKind.Name, "or")) left = new Expression.Binary("or", left, And());
        return left;
    }

    private Expression And()
    {
        var left = Not();
        while (Takes(TokenKind.Name, "and")) left = new Expression.Binary("and", left, Not());
        return left;
    }

    private Expression Not() =>
        Takes(TokenKind.Name, "not") ? Deeper(() => new Expression.Unary("not", Not())) : Comparison();

    private Expression Comparison()
    {
        var left = Sum();
        if (Current.Kind != TokenKind.Sign || !Comparisons.Contains(Current.Text)) return left;
        var comparison = new Expression.Binary(Take().Text, left, Sum());
        if (Current.Kind == TokenKind.Sign && Comparisons.Contains(Current.Text))
            throw Refuse("Comparisons can't follow each other: write 0 < x and x < 10, not 0 < x < 10.");
        return comparison;
    }

    private Expression Sum()
    {
        var left = Product();
        while (Current is { Kind: TokenKind.Sign, Text: "+" or "-" })
            left = new Expression.Binary(Take().Text, left, Product());
        return left;
    }

    private Expression Product()
    {
        var left = Sign();
        while (Current is { Kind: TokenKind.Sign, Text: "*" or "/" or "%" })
            left = new Expression.Binary(Take().Text, left, Sign());
        return left;
    }

    private Expression Sign() =>
        Takes(TokenKind.Sign, "-") ? Deeper(() => new Expression.Unary("-", Sign())) : Operand();

    private Expression Operand()
    {
        var token = Take();
        switch (token.Kind)
        {
            case TokenKind.Number: return new Expression.Literal(double.Parse(token.Text));
            case TokenKind.Text: return new Expression.Literal(token.Text);
            case TokenKind.Quoted: return new Expression.Column(token.Text);
            case TokenKind.Name when token.Text is "true" or "false":
                return new Expression.Literal(token.Text == "true");
            case TokenKind.Name when token.Text is "not":
                throw Refuse(
                    token, "'not' stands before a whole comparison; put it between parentheses here: (not x).");
            case TokenKind.Name when !Keywords.Contains(token.Text):
                return Takes(TokenKind.Sign, "(") ? Call(token) : new Expression.Column(token.Text);
            case TokenKind.Sign when token.Text == "(":
                var inner = Deeper(Or);
                return Takes(TokenKind.Sign, ")")
                    ? inner
                    : throw Refuse(token, "This '(' is not closed.");
            case TokenKind.End:
                throw Refuse(token, "A column, a number or a text is missing at the end.");
            default:
                throw Refuse(token, $"A column, a number or a text is missing before {token.Shown}.");
        }
    }

    private Expression.Call Call(ExpressionToken function)
    {
        var arguments = new List<Expression>();
        if (!Takes(TokenKind.Sign, ")"))
        {
            do arguments.Add(Deeper(Or));
            while (Takes(TokenKind.Sign, ","));
            if (!Takes(TokenKind.Sign, ")"))
                throw Refuse($"A ')' or ',' is missing in the arguments of '{function.Text}'.");
        }

        return ExpressionFunctions.Complaint(function.Text, arguments.Count) is { } complaint
            ? throw Refuse(function, complaint)
            : new Expression.Call(function.Text, arguments);
    }

    private T Deeper<T>(Func<T> parse)
    {
        if (++_depth > Deepest) throw Refuse($"The expression is nested more than {Deepest} deep.");
        var parsed = parse();
        _depth--;
        return parsed;
    }

    private ExpressionToken Take() => _tokens[_at].Kind == TokenKind.End ? _tokens[_at] : _tokens[_at++];

    private bool Takes(TokenKind kind, string text)
    {
        if (Current.Kind != kind || Current.Text != text) return false;
        _at++;
        return true;
    }

    private ExpressionRefusedException Refuse(string message) => Refuse(Current, message);

    private static ExpressionRefusedException Refuse(ExpressionToken at, string message) => new(at.Position, message);
}
