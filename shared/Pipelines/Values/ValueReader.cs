using System.Buffers.Text;
using System.Text;

namespace Trainyard.Pipelines.Values;

/// <summary>
/// Tells what kind of value a text is. It knows one way to write each thing, so that nothing is guessed.
/// </summary>
public static class ValueReader
{
    private const int LongestWord = 9;

    /// <summary>The kind of a text without blanks around it.</summary>
    public static ValueKind Kind(ReadOnlySpan<byte> text)
    {
        var kind = text.IsEmpty ? ValueKind.Text : Plain(text);
        return kind == ValueKind.Text && MissingSigns.Contains(text) ? ValueKind.Sign : kind;
    }

    private static ValueKind Plain(ReadOnlySpan<byte> text)
    {
        var first = text[0];
        if (IsDigit(first) && TimeReader.LooksLikeDay(text))
            return TimeReader.Kind(text);
        if (IsDigit(first) || first is (byte)'+' or (byte)'-' or (byte)'.')
            return Number(text);
        return Word(text);
    }

    private static ValueKind Number(ReadOnlySpan<byte> text)
    {
        var unsigned = text[0] is (byte)'+' or (byte)'-' ? text[1..] : text;
        var whole = Digits(unsigned);
        if (whole == unsigned.Length && whole > 0)
            return Integer(text, unsigned);
        var rest = unsigned[whole..];
        var fraction = 0;
        if (rest is [(byte)'.', ..])
        {
            fraction = Digits(rest[1..]);
            rest = rest[(1 + fraction)..];
        }

        if (whole + fraction == 0)
            return unsigned.Length < text.Length ? Word(text) : ValueKind.Text;
        var hasExponent = rest is [(byte)'e' or (byte)'E', ..];
        if (hasExponent)
        {
            rest = rest[1..];
            if (rest is [(byte)'+' or (byte)'-', ..])
                rest = rest[1..];
            var exponent = Digits(rest);
            if (exponent == 0)
                return ValueKind.Text;
            rest = rest[exponent..];
        }

        if (!rest.IsEmpty)
            return ValueKind.Text;
        if (!Utf8Parser.TryParse(text, out double value, out var consumed) || consumed != text.Length)
            return ValueKind.Text;
        if (!double.IsFinite(value))
            return ValueKind.NotFinite;
        var isWhole = !hasExponent && unsigned[whole..].IndexOfAnyExcept((byte)'.', (byte)'0') < 0;
        return isWhole && whole is > 0 and < 19 ? ValueKind.Whole : ValueKind.Number;
    }

    private static ValueKind Integer(ReadOnlySpan<byte> text, ReadOnlySpan<byte> unsigned)
    {
        if (unsigned is [(byte)'0' or (byte)'1'] && unsigned.Length == text.Length)
            return ValueKind.Bit;
        var fits = Utf8Parser.TryParse(text, out long _, out var consumed) && consumed == text.Length;
        if (!fits)
            return ValueKind.Huge;
        return unsigned.Length > 1 && unsigned[0] == '0' ? ValueKind.ZeroPadded : ValueKind.Integer;
    }

    private static ValueKind Word(ReadOnlySpan<byte> text)
    {
        // Most words begin with none of these letters.
        if (text.Length > LongestWord
            || (text[0] | 0x20) is not ('t' or 'f' or 'y' or 'n' or 'i' or '+' or '-'))
            return ValueKind.Text;
        if (Is(text, "true") || Is(text, "false"))
            return ValueKind.TrueOrFalse;
        if (Is(text, "yes") || Is(text, "no") || Is(text, "y") || Is(text, "n") || Is(text, "t") || Is(text, "f"))
            return ValueKind.YesOrNo;
        var unsigned = text[0] is (byte)'+' or (byte)'-' ? text[1..] : text;
        return Is(unsigned, "inf") || Is(unsigned, "infinity")
            ? ValueKind.NotFinite
            : ValueKind.Text;
    }

    private static bool Is(ReadOnlySpan<byte> text, string word) => Ascii.EqualsIgnoreCase(text, word);

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var count = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return count < 0 ? text.Length : count;
    }

    private static bool IsDigit(byte c) => c is >= (byte)'0' and <= (byte)'9';
}
