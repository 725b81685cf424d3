using System.Diagnostics.CodeAnalysis;
using System.Text;

using Trainyard.Contracts;

namespace Trainyard.Ingestion.FetchData.Values;

/// <summary>
/// Names and values of a source as a finding shows them: at most 60 characters, nothing that a terminal would act on.
/// </summary>
internal static class Shown
{
    public const int Longest = FindingList.LongestValue;

    private const int MostKept = 1024;

    public static string Value(ReadOnlySpan<byte> text) =>
        Value(Encoding.UTF8.GetString(text.Length > 8 * Longest ? text[..(8 * Longest)] : text));

    /// <summary>A value as it is, with more of it than a pipeline file may name.</summary>
    public static string Kept(ReadOnlySpan<byte> text) =>
        Encoding.UTF8.GetString(text.Length > MostKept ? text[..MostKept] : text);

    [return: NotNullIfNotNull(nameof(text))]
    public static string? Value(string? text) =>
        text is null ? null : ShortText.Shown(text, Longest);

    /// <summary>A name that a program may look for.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Name(string? text) => text is null ? null : ShortText.Shown(text, FindingList.LongestName);

    /// <summary>What is said of a source, whatever of it is in there.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Sentence(string? text) =>
        text is null ? null : ShortText.Shown(text, FindingList.LongestSentence);
}
