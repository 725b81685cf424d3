namespace Trainyard.Pipelines.Values;

/// <summary>Blanks around a value say nothing: spaces, tabs, and the space that no line is broken at.</summary>
public static class Blanks
{
    /// <summary>All of them, as a text.</summary>
    public const string All = " \t\u00A0";

    /// <summary>A text without the blanks around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (text is [(byte)' ' or (byte)'\t', ..])
            text = text[1..];
        while (text is [0xC2, 0xA0, ..])
            text = Trim(text[2..]);
        while (text is [.., (byte)' ' or (byte)'\t'])
            text = text[..^1];
        while (text is [.., 0xC2, 0xA0])
            text = Trim(text[..^2]);
        return text;
    }

    /// <summary>A text without the blanks around it.</summary>
    public static string Trim(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Trim(' ', '\t', '\u00A0');
    }
}
