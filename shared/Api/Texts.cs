using System.Diagnostics.CodeAnalysis;
using Trainyard.Contracts;

namespace Trainyard.Api;

/// <summary>What whoever asks may say about themselves and their reasons. It is kept with the run, read with every
/// message of it, and shown on lines of their own: it has a length, and no line breaks or control characters.</summary>
/// <param name="settings">The lengths.</param>
public sealed class Texts(TextSettings settings)
{
    /// <summary>What is wrong with a text, in a sentence that names it; null when nothing is.</summary>
    public string? Problem(string name, string? text) => Problem(name, text, settings.Longest);

    /// <summary>The same of an idempotency key.</summary>
    public string? ProblemOfKey(string name, string? key) => Problem(name, key, settings.LongestKey);

    /// <summary>What came over the bus, where nobody can be refused: on one line, and cut where it is too
    /// long.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Kept(string? text)
    {
        if (text is null) return null;
        var kept = text.Length > settings.Longest ? ShortText.Of(text, settings.Longest - 1, "…") : text;
        return string.Concat(kept.Select(c => char.IsControl(c) ? ' ' : c));
    }

    private static string? Problem(string name, string? text, int longest)
    {
        if (text is null)
            return null;
        if (text.Length > longest)
            return $"'{name}' has {text.Length} characters; it may have {longest}.";
        return text.Any(char.IsControl)
            ? $"'{name}' holds a line break or another control character; write it on one line."
            : null;
    }
}
