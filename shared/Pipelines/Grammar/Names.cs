namespace Trainyard.Pipelines.Grammar;

/// <summary>Texts that stand in several sections.</summary>
internal static class Names
{
    /// <summary>A name that can be part of an address: that of a pipeline.</summary>
    public static TextParser Plain => new("lower-case letters, digits and dashes, at most 63, no dash at an end")
    {
        Pattern = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
        Suggest = Simplify,
    };

    /// <summary>The name of an alias: where one may be named, a number is a version.</summary>
    public static TextParser Alias =>
        new("lower-case letters, digits and dashes, at most 63, no dash at an end, and not digits alone")
        {
            Pattern = "^(?![0-9]+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
            Suggest = text => Simplify(text.All(char.IsAsciiDigit) ? $"v{text}" : text),
        };

    /// <summary>A short text for people.</summary>
    public static TextParser Label => new("a short text");

    /// <summary>What somebody or something is called on a line of a terminal, and in a diagram.</summary>
    public static TextParser Title => new("a short text")
    {
        Check = text => string.IsNullOrWhiteSpace(text) ? "A name of nothing but blanks can't be shown."
            : text.Any(char.IsControl) ? "A name stands on one line: it holds no line break or other control character."
            : null,
    };

    /// <summary>A sentence for people.</summary>
    public static TextParser Sentence => new("a text") { Longest = 2000 };

    /// <summary>A length of time.</summary>
    public static TextParser Duration =>
        new("a length of time such as 90s, 30m, 12h or 7d") { Pattern = "^[1-9][0-9]{0,5}[smhd]$" };

    private static string Simplify(string text)
    {
        var kept = text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-');
        var words = string.Concat(kept).Split('-', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join('-', words);
        return name[..Math.Min(63, name.Length)].TrimEnd('-');
    }
}
