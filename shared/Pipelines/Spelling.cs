namespace Trainyard.Pipelines;

/// <summary>Finds what somebody probably meant by one word. Whoever asks for many words in one answer takes one
/// <see cref="Suggestions"/> for all of them.</summary>
public static class Spelling
{
    /// <summary>A sentence that names the nearest candidate, or else what there is.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What there is.</param>
    public static string Suggest(string word, IEnumerable<string> candidates) =>
        new Suggestions().Suggest(word, candidates);

    /// <summary>The candidate with the fewest typing mistakes, if these are few for the length of the word.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates) =>
        new Suggestions().Nearest(word, candidates);
}
