namespace Trainyard.Pipelines;

/// <summary>Finds what somebody probably meant.</summary>
public static class Spelling
{
    private const int ListAtMost = 24;

    /// <summary>Of thousands of candidates the first are looked at: each is compared letter by letter.</summary>
    private const int LookAtMost = 2000;

    /// <summary>A sentence that names the nearest candidate, or else what there is.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What there is.</param>
    /// <param name="show">A candidate as the sentence may have it; as it is when absent.</param>
    public static string Suggest(string word, IEnumerable<string> candidates, Func<string, string>? show = null)
    {
        var known = candidates.ToArray();
        show ??= name => name;
        if (Nearest(word, known) is { } nearest) return $"Did you mean '{show(nearest)}'?";
        if (known.Length == 0) return "There is none to choose from.";
        var more = known.Length > ListAtMost ? $" and {known.Length - ListAtMost} more" : "";
        var names = string.Join(", ", known.Take(ListAtMost).Select(show));
        return $"There {(known.Length == 1 ? "is" : "are")} {names}{more}.";
    }

    /// <summary>The candidate with the fewest typing mistakes, if these are few for the length of the word.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length > 100) return null;
        var folded = Fold(word);
        string? best = null;
        var fewest = int.MaxValue;
        foreach (var candidate in candidates.Take(LookAtMost).Where(c => c.Length <= 100))
        {
            var other = Fold(candidate);
            var mistakes = Mistakes(folded, other);
            var most = Math.Max(1, Math.Max(folded.Length, other.Length) / 3);
            if (mistakes >= fewest || mistakes >= other.Length || (mistakes > most && !Begins(folded, other))) continue;
            fewest = mistakes;
            best = candidate;
        }

        return best;
    }

    /// <summary>Whether one word is short for the other.</summary>
    private static bool Begins(string a, string b) =>
        Math.Min(a.Length, b.Length) >= 3
        && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal));

    /// <summary>Case, dashes, spaces and underscores are how people differ, not what they mean.</summary>
    private static string Fold(string word) =>
        string.Concat(word.Where(c => c is not ('-' or '_' or ' '))).ToLowerInvariant();

    /// <summary>
    /// Insertions, deletions, substitutions and swaps of neighbours (Damerau 1964, optimal string alignment).
    /// </summary>
    private static int Mistakes(string a, string b)
    {
        var costs = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) costs[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) costs[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = costs[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var cost = Math.Min(change, 1 + Math.Min(costs[i - 1, j], costs[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost = Math.Min(cost, costs[i - 2, j - 2] + 1);
                costs[i, j] = cost;
            }
        }

        return costs[a.Length, b.Length];
    }
}
