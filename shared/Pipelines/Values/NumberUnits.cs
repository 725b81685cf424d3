using System.Text;

namespace Trainyard.Pipelines.Values;

/// <summary>The signs that stand before or behind a number and say what it counts: per cent, and money.</summary>
public static class NumberUnits
{
    private static readonly string[] Known =
    [
        "%", "$", "€", "£", "¥", "₹", "₽", "₩", "₺", "₫", "฿", "₴", "₪", "₦", "₱", "kr", "zł", "Kč", "Fr.",
        "CHF", "USD",
        "EUR", "GBP", "JPY", "CNY", "INR", "AUD", "CAD", "SEK", "NOK", "DKK", "PLN", "BRL", "MXN", "US$", "R$",
        "C$", "A$",
    ];

    // Longer ones first: US$ is not $.
    private static readonly (string Word, byte[] Bytes)[] Signs =
        [.. Known.OrderByDescending(word => word.Length).Select(word => (word, Encoding.UTF8.GetBytes(word)))];

    /// <summary>Whether a text has this sign.</summary>
    public static bool Has(ReadOnlySpan<byte> text, ReadOnlySpan<byte> sign) =>
        !sign.IsEmpty && Without(text, sign).Length < text.Length;

    /// <summary>The sign of a text, or null where there is none.</summary>
    public static string? Of(ReadOnlySpan<byte> text)
    {
        foreach (var (word, bytes) in Signs)
        {
            if (Without(text, bytes).Length < text.Length)
                return word;
        }

        return null;
    }

    /// <summary>Whether this is one of them.</summary>
    public static bool Knows(string? sign) => Array.Exists(Signs, known => known.Word == sign);

    /// <summary>A text without this sign, wherever it stands: <c>-$5</c> is <c>-5</c> too.</summary>
    internal static ReadOnlySpan<byte> Without(ReadOnlySpan<byte> text, scoped ReadOnlySpan<byte> sign)
    {
        if (text.EndsWith(sign))
            return Blanks.Trim(text[..^sign.Length]);
        if (text.StartsWith(sign))
            return Blanks.Trim(text[sign.Length..]);
        if (text is not [(byte)'-' or (byte)'+', ..] || !text[1..].StartsWith(sign))
            return text;
        var number = Blanks.Trim(text[(1 + sign.Length)..]).ToArray();
        return (byte[])[text[0], .. number];
    }
}
