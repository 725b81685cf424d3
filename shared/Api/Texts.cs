using System.Diagnostics.CodeAnalysis;

namespace Trainyard.Api;

/// <summary>What whoever asks may say about themselves and their reasons. It is kept with the run, read with every
/// message of it, and shown on lines of their own: it has a length, and no line breaks or control characters.</summary>
public static class Texts
{
    /// <summary>The longest text, in characters: 2000.</summary>
    public const int Longest = 2000;

    /// <summary>What is wrong with a text, in a sentence that names it; null when nothing is.</summary>
    public static string? Problem(string name, string? text) => text switch
    {
        null => null,
        { Length: > Longest } => $"'{name}' has {text.Length} characters; it may have {Longest}.",
        _ when text.Any(char.IsControl) =>
            $"'{name}' holds a line break or another control character; write it on one line.",
        _ => null,
    };

    /// <summary>What came over the bus, where nobody can be refused: on one line, and cut where it is too
    /// long.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Kept(string? text)
    {
        if (text is null) return null;
        var line = string.Concat(text.Take(Longest).Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length > Longest ? line[..^1] + "…" : line;
    }
}
