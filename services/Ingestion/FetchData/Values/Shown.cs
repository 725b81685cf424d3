using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>
/// Names and values of a source as a finding shows them: at most 60 characters, nothing that a terminal would act on.
/// </summary>
internal static class Shown
{
    public const int Longest = 60;

    public static string Value(ReadOnlySpan<byte> text) =>
        Value(Encoding.UTF8.GetString(text.Length > 8 * Longest ? text[..(8 * Longest)] : text));

    /// <summary>As much as a pipeline may write of a name.</summary>
    public const int LongestName = 200;

    /// <summary>Room for the path of a file, a few names and values, and what is said of them.</summary>
    public const int LongestSentence = 4000;

    [return: NotNullIfNotNull(nameof(text))]
    public static string? Value(string? text) => text is null ? null : Of(text, Longest);

    /// <summary>A name that a program may look for.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Name(string? text) => text is null ? null : Of(text, LongestName);

    /// <summary>What is said of a source, whatever of it is in there.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Sentence(string? text) => text is null ? null : Of(text, LongestSentence);

    // What was shown once stays as it is when it comes here again.
    private static string Of(string text, int longest)
    {
        var shown = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (text.Length > longest && shown.Length + rune.Utf16SequenceLength > longest - 1)
                return shown.Append('…').ToString();
            _ = shown.Append(Rune.IsControl(rune) ? "·" : rune.ToString());
        }

        return shown.ToString();
    }
}
