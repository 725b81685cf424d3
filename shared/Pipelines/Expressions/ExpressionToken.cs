using System.Text;

namespace Trainyard.Pipelines.Expressions;

/// <summary>A word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The name, the text without quotes, the number as written, or the sign.</param>
/// <param name="Position">Where it begins, from 0.</param>
internal readonly record struct ExpressionToken(TokenKind Kind, string Text, int Position)
{
    /// <summary>How a message names it.</summary>
    public string Shown => Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Text => $"'{Text}'",
        TokenKind.Quoted => $"`{Text}`",
        _ => $"'{Text}'",
    };

    /// <summary>Cuts an expression into words, the last of which is the end.</summary>
    /// <exception cref="ExpressionRefusedException">For what is no word.</exception>
    public static List<ExpressionToken> Cut(string text)
    {
        var tokens = new List<ExpressionToken>();
        for (var at = 0; ;)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (at == text.Length) break;
            var token = Next(text, at, out var length);
            tokens.Add(token);
            at += length;
        }

        tokens.Add(new ExpressionToken(TokenKind.End, "", text.Length));
        return tokens;
    }

    /// <summary>Whether a name can stand without backquotes.</summary>
    public static bool IsIdentifier(string name) =>
        name.Length > 0 && IsStart(name[0]) && name.All(IsPart) && !ExpressionParser.Keywords.Contains(name);

    private static ExpressionToken Next(string text, int at, out int length)
    {
        var first = text[at];
        if (IsStart(first)) return Word(text, at, out length);
        if (char.IsAsciiDigit(first)) return Number(text, at, out length);
        if (first == '\'') return Between(text, at, TokenKind.Text, out length);
        if (first == '`') return Between(text, at, TokenKind.Quoted, out length);
        var two = at + 1 < text.Length ? text.Substring(at, 2) : "";
        length = two is "<=" or ">=" or "!=" ? 2 : 1;
        if (length == 2) return new ExpressionToken(TokenKind.Sign, two, at);
        var refusal = two switch
        {
            "==" => "Write '=' to compare, not '=='.",
            "<>" => "Write '!=' for different, not '<>'.",
            "&&" => "Write 'and', not '&&'.",
            "||" => "Write 'or', not '||'.",
            "**" => "Write pow(x, y) for powers, not '**'.",
            _ => first switch
            {
                '"' => "Text stands between single quotes, 'like this'.",
                '!' => "Write 'not', not '!'.",
                '^' => "Write pow(x, y) for powers, not '^'.",
                '.' => "A number begins with a digit: write 0.5, not .5.",
                '+' or '-' or '*' or '/' or '%' or '=' or '<' or '>' or '(' or ')' or ',' => null,
                _ => $"{Show(first)} means nothing here; a column with such a name stands between backquotes, `so`.",
            },
        };
        if (refusal is not null) throw new ExpressionRefusedException(at, refusal);
        return new ExpressionToken(TokenKind.Sign, first.ToString(), at);
    }

    private static ExpressionToken Word(string text, int at, out int length)
    {
        var end = at;
        while (end < text.Length && IsPart(text[end])) end++;
        length = end - at;
        return new ExpressionToken(TokenKind.Name, text[at..end], at);
    }

    private static ExpressionToken Number(string text, int at, out int length)
    {
        var end = Digits(text, at);
        if (end < text.Length && text[end] == '.') end = Digits(text, end + 1);
        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var power = end + 1;
            if (power < text.Length && text[power] is '+' or '-') power++;
            end = Digits(text, power);
        }

        if (end < text.Length && (IsPart(text[end]) || text[end] == '.') || !char.IsAsciiDigit(text[end - 1]))
        {
            while (end < text.Length && (IsPart(text[end]) || text[end] == '.')) end++;
            throw new ExpressionRefusedException(
                at, $"'{text[at..end]}' is no number. A column that begins with a digit stands between backquotes.");
        }

        length = end - at;
        if (double.IsFinite(double.Parse(text.AsSpan(at, length))))
            return new ExpressionToken(TokenKind.Number, text.Substring(at, length), at);
        throw new ExpressionRefusedException(at, $"'{text.Substring(at, length)}' is too large for a number.");
    }

    private static ExpressionToken Between(string text, int at, TokenKind kind, out int length)
    {
        var quote = text[at];
        var content = new StringBuilder();
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] != quote)
            {
                _ = content.Append(text[i]);
                continue;
            }

            // A doubled quote stands for itself.
            if (i + 1 < text.Length && text[i + 1] == quote)
            {
                _ = content.Append(quote);
                i++;
                continue;
            }

            length = i + 1 - at;
            if (content.Length == 0 && kind == TokenKind.Quoted)
                throw new ExpressionRefusedException(at, "There is no column name between the backquotes.");
            return new ExpressionToken(kind, content.ToString(), at);
        }

        throw new ExpressionRefusedException(at, $"The quote {quote} that begins here has no end.");
    }

    private static int Digits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at;
    }

    private static bool IsStart(char c) => c == '_' || char.IsLetter(c);

    private static bool IsPart(char c) => c == '_' || char.IsLetterOrDigit(c);

    private static string Show(char c) => char.IsControl(c) || char.IsSurrogate(c) ? "A character" : $"'{c}'";
}

/// <summary>The kinds of words in an expression.</summary>
internal enum TokenKind
{
    /// <summary>Nothing follows.</summary>
    End,

    /// <summary>A column, a function, or a keyword.</summary>
    Name,

    /// <summary>A column between backquotes.</summary>
    Quoted,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text between single quotes.</summary>
    Text,

    /// <summary>An operator, a parenthesis or a comma.</summary>
    Sign,
}
