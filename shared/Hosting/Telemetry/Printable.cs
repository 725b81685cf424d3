using System.Globalization;
using System.Text;

namespace Trainyard.Hosting.Telemetry;

/// <summary>Text from anywhere as a terminal and a log may have it: a control character would move the cursor, change
/// colours, or begin a line that nobody wrote.</summary>
public static class Printable
{
    /// <summary>Text in which control characters are written as <c>\u001b</c> is, in JSON too.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keepLines">Whether line feeds stay, where the text is several lines of ours.</param>
    public static string Of(string text, bool keepLines = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = 0;
        while (plain < text.Length && IsPlain(text, plain, keepLines))
            plain++;
        if (plain == text.Length)
            return text;
        var printable = new StringBuilder(text, 0, plain, text.Length + 16);
        for (var at = plain; at < text.Length; at++)
        {
            if (IsPlain(text, at, keepLines))
                printable.Append(text[at]);
            else
                printable.Append(text[at] switch { '\n' => "\\n", '\r' => "\\r", var c => $"\\u{(int)c:x4}" });
        }

        return printable.ToString();
    }

    private static bool IsPlain(string text, int at, bool keepLines) => char.IsSurrogate(text[at])
        ? IsPair(text, char.IsLowSurrogate(text[at]) ? at - 1 : at)
        : IsPlain(text[at], keepLines);

    private static bool IsPair(string text, int at) =>
        at >= 0 && at + 1 < text.Length && char.IsSurrogatePair(text, at);

    /// <summary>Beside control characters also those that end a line or turn the direction of what follows.</summary>
    private static bool IsPlain(char c, bool keepLines) => c switch
    {
        '\n' => keepLines,
        '\t' => true,
        < ' ' or '\u007f' => false,
        < '\u0080' => true,
        '\u061c' or '\u200e' or '\u200f' or (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => false,
        _ => char.GetUnicodeCategory(c) is not UnicodeCategory.Control,
    };
}
