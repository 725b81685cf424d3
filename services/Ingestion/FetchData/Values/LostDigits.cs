using System.Buffers.Text;
using System.Globalization;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>Whether a number of double precision holds what a text says.</summary>
internal static class LostDigits
{
    /// <summary>Digits that are enough for any such number.</summary>
    public const int Enough = 17;

    /// <summary>No such number has more.</summary>
    private const int Most = 767;

    /// <summary>Whether digits are lost, zeros at both ends not counted. What was written from such a number has all of
    /// its digits, however many they are, and loses none.</summary>
    public static bool In(ReadOnlySpan<byte> text, double number)
    {
        if (text.Length <= Enough)
            return false;
        Span<char> digits = stackalloc char[Most];
        var (count, last) = (0, 0);
        foreach (var c in text)
        {
            if (c is (byte)'e' or (byte)'E')
                break;
            if (c is < (byte)'0' or > (byte)'9' || (c == '0' && count == 0))
                continue;
            if (count == Most)
                return true;
            digits[count++] = (char)c;
            last = c == '0' ? last : count;
        }

        if (last <= Enough)
            return false;
        var exact = Math.Abs(number).ToString($"E{last - 1}", CultureInfo.InvariantCulture);
        return exact[0] != digits[0] || !exact.AsSpan(2, last - 1).SequenceEqual(digits[1..last]);
    }

    /// <summary>Whether a number that is no zero is so near to it that it becomes one.</summary>
    public static bool Vanishes(ReadOnlySpan<byte> text)
    {
        const int least = 300;
        var end = text.IndexOfAny((byte)'e', (byte)'E');
        if (end < 0 && text.Length < least)
            return false;
        return (end < 0 ? text : text[..end]).IndexOfAnyInRange((byte)'1', (byte)'9') >= 0
            && Utf8Parser.TryParse(text, out double number, out _) && number == 0;
    }
}
