using System.Buffers.Text;
using System.Text;

namespace Trainyard.Pipelines.Values;

/// <summary>
/// Numbers with another decimal sign, with separators between thousands, or with a sign of their unit, such as
/// <c>1.234,5</c>, <c>94.8%</c> or <c>$1,234</c>.
/// </summary>
/// <param name="Decimal">What stands before the fraction: a point or a comma.</param>
/// <param name="Thousands">What stands between groups of three digits: a comma, a point, a blank (of any kind), an
/// apostrophe, or nothing.</param>
/// <param name="Unit">What stands before or behind each number, or nothing.</param>
public sealed record NumberFormat(char Decimal, char? Thousands = null, string? Unit = null)
{
    private const int Longest = 128;

    /// <summary>The way that needs no option.</summary>
    public static readonly NumberFormat Plain = new('.');

    /// <summary>The ways that are known when none is declared.</summary>
    public static readonly IReadOnlyList<NumberFormat> Usual =
    [
        Plain, new(',', null), new('.', ','), new(',', '.'), new('.', ' '), new(',', ' '), new('.', '\''),
        new(',', '\''),
    ];

    /// <summary>Reads a text without blanks around it: a finite number.</summary>
    public bool TryRead(scoped ReadOnlySpan<byte> text, out double number)
    {
        number = 0;
        if (text.Length is 0 or > Longest)
            return false;
        if (Unit is { Length: > 0 and < Longest / 4 } unit)
        {
            Span<byte> sign = stackalloc byte[Longest];
            text = NumberUnits.Without(text, sign[..Encoding.UTF8.GetBytes(unit, sign)]);
        }

        Span<byte> plain = stackalloc byte[text.Length];
        return TryPlain(text, plain, out var length)
            && Utf8Parser.TryParse(plain[..length], out number, out var used) && used == length
            && double.IsFinite(number);
    }

    /// <summary>The digits without separators, the fraction behind a point.</summary>
    private bool TryPlain(ReadOnlySpan<byte> text, Span<byte> plain, out int length)
    {
        length = 0;
        var at = 0;
        if (text.Length > 0 && text[0] is (byte)'+' or (byte)'-')
            plain[length++] = text[at++];
        else if (text.StartsWith("−"u8))
            (plain[length++], at) = ((byte)'-', 3);
        var first = at;
        var (grouped, inGroup) = (false, 0);
        while (at < text.Length)
        {
            if (text[at] is >= (byte)'0' and <= (byte)'9')
            {
                plain[length++] = text[at++];
                inGroup++;
                continue;
            }

            var width = Separator(text[at..]);
            if (width == 0)
                break;

            // A group of thousands begins with no zero: 0,500 is a fraction.
            if (grouped ? inGroup != 3 : inGroup is 0 or > 3 || text[first] == '0')
                return false;
            (grouped, inGroup, at) = (true, 0, at + width);
        }

        if (grouped && inGroup != 3)
            return false;
        if (at < text.Length && text[at] == Decimal)
        {
            plain[length++] = (byte)'.';
            at++;
            var digits = Digits(text[at..]);
            if (digits == 0 && at == first + 1)
                return false;
            text.Slice(at, digits).CopyTo(plain[length..]);
            (length, at) = (length + digits, at + digits);
        }

        if (at == first)
            return false;
        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            text[at..].CopyTo(plain[length..]);
            length += text.Length - at;
            at = text.Length;
        }

        return at == text.Length;
    }

    private int Separator(ReadOnlySpan<byte> text) => Thousands switch
    {
        null => 0,
        ' ' => text switch
        {
            [(byte)' ', ..] => 1,
            [0xC2, 0xA0, ..] => 2,
            [0xE2, 0x80, 0xAF or 0x89, ..] => 3,
            _ => 0,
        },
        '\'' => text switch
        {
            [(byte)'\'', ..] => 1,
            [0xE2, 0x80, 0x99, ..] => 3,
            _ => 0,
        },
        { } other => text[0] == other ? 1 : 0,
    };

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var count = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return count < 0 ? text.Length : count;
    }
}
