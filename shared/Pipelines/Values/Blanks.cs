namespace Trainyard.Pipelines.Values;

/// <summary>Blanks around a value say nothing: spaces and tabs, the space that no line is broken at, and the others
/// that Unicode has, those without a width among them.</summary>
public static class Blanks
{
    /// <summary>All of them, as a text.</summary>
    public const string All = " \t\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B"
        + "\u2028\u2029\u202F\u205F\u3000\uFEFF";

    private static readonly char[] Each = All.ToCharArray();

    /// <summary>Whether there may be blanks around a text: a look that costs nothing.</summary>
    public static bool MayBeAround(ReadOnlySpan<byte> text) =>
        !text.IsEmpty && (text[0] is <= (byte)' ' or >= 0x80 || text[^1] is <= (byte)' ' or >= 0x80);

    /// <summary>A text without the blanks around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (Width(text) is > 0 and var width)
            text = text[width..];
        while (WidthOfEnd(text) is > 0 and var width)
            text = text[..^width];
        return text;
    }

    /// <summary>A text without the blanks around it.</summary>
    public static string Trim(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Trim(Each);
    }

    private static int WidthOfEnd(ReadOnlySpan<byte> text) => text switch
    {
        [] => 0,
        [.., (byte)' ' or (byte)'\t'] => 1,
        [.., < 0x80] => 0,
        [.., 0xC2, 0xA0] => 2,
        [.., _, _, _] when Width(text[^3..]) == 3 => 3,
        _ => 0,
    };

    private static int Width(ReadOnlySpan<byte> text) => text switch
    {
        [] => 0,
        [(byte)' ' or (byte)'\t', ..] => 1,
        [< 0x80, ..] => 0,
        [0xC2, 0xA0, ..] => 2,
        [0xE1, 0x9A, 0x80, ..] or [0xE3, 0x80, 0x80, ..] or [0xEF, 0xBB, 0xBF, ..] => 3,
        [0xE2, 0x80, (>= 0x80 and <= 0x8B) or 0xA8 or 0xA9 or 0xAF, ..] or [0xE2, 0x81, 0x9F, ..] => 3,
        _ => 0,
    };
}
