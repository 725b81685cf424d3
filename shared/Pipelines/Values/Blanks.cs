namespace Trainyard.Pipelines.Values;

/// <summary>Blanks around a value say nothing: spaces, tabs, and the space that no line is broken at.</summary>
public static class Blanks
{
    /// <summary>All of them, as a text.</summary>
    public const string All = " \t\u00A0";

    /// <summary>A text without the blanks around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (Width(text) is > 0 and var width)
            text = text[width..];
        while (text is [.., (byte)' ' or (byte)'\t'] or [.., 0xC2, 0xA0])
            text = text[..^(text[^1] == 0xA0 ? 2 : 1)];
        return text;
    }

    /// <summary>A text without the blanks around it.</summary>
    public static string Trim(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Trim(' ', '\t', '\u00A0');
    }

    private static int Width(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)' ' or (byte)'\t', ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        _ => 0,
    };
}
