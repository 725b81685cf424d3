using System.Text;

namespace Trainyard.Contracts;

/// <summary>Texts that are kept or shown no longer than somebody said. A character of two halves is left out whole:
/// half of one is no text, and there are stores that never take it.</summary>
public static class ShortText
{
    /// <summary>The beginning of a text, with a mark behind it where something is left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">How many characters of it may stay, the mark not counted.</param>
    /// <param name="mark">What stands for what is left out.</param>
    public static string Of(string text, int longest, string mark = "...")
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= longest)
            return text;
        var end = longest > 0 && char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return text[..end] + mark;
    }

    /// <summary>The text, with a mark in the place of each half of a character that came without the other.</summary>
    public static string Whole(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsWhole(text) ? text : string.Concat(text.EnumerateRunes());
    }

    /// <summary>A text that a person may be shown, wherever it came from: nothing that a terminal would act on, and not
    /// longer than somebody said. What was shown once stays as it is when it comes here again.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">How many characters it may have, the mark counted.</param>
    public static string Shown(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shown = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (text.Length > longest && shown.Length + rune.Utf16SequenceLength > longest - 1)
                return shown.Append('…').ToString();
            _ = shown.Append(Rune.IsControl(rune) ? "·" : rune.ToString());
        }

        return shown.ToString();
    }

    /// <summary>Whether no character of a text is half.</summary>
    public static bool IsWhole(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var read) != System.Buffers.OperationStatus.Done)
                return false;
            text = text[read..];
        }

        return true;
    }
}
