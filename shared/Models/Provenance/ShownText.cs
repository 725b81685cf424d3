namespace Trainyard.Models.Provenance;

/// <summary>What came from whoever made a statement or a command up, as a refusal repeats it: on one line, in printable
/// ASCII, and not longer than a digest needs by far.</summary>
public static class ShownText
{
    private const int Longest = 200;

    /// <summary>The text; what can't be shown is a question mark.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shown = string.Concat(text.Take(Longest).Select(c => c is >= ' ' and <= '~' ? c : '?'));
        return text.Length > Longest ? shown + "..." : shown;
    }
}
