using Trainyard.Contracts;

namespace Trainyard.Pipelines;

/// <summary>
/// What was probably meant by the unknown words of one answer. Looking for it compares letter by letter, and who asks
/// chooses words and candidates, so that all of it together has a bound: past it nothing is suggested.
/// </summary>
/// <param name="most">How much may be compared.</param>
public sealed class Suggestions(long most = Suggestions.MostWork)
{
    /// <summary>Letters that are compared with letters for one answer: some 20 ms of work.</summary>
    public const long MostWork = 4_000_000;

    private const int ListAtMost = 24;

    /// <summary>A list as long as a line or more is said once.</summary>
    private const int SaidAgainUpTo = 120;

    private const int LongestWord = 100;

    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private readonly int[][] _rows = [new int[LongestWord + 1], new int[LongestWord + 1], new int[LongestWord + 1]];

    /// <summary>How much was compared so far.</summary>
    public long Work { get; private set; }

    /// <summary>A sentence that names the nearest candidate, or else what there is.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="candidates">What there is.</param>
    public string Suggest(string word, IEnumerable<string> candidates)
    {
        var known = candidates as IReadOnlyCollection<string> ?? [.. candidates];
        if (Nearest(word, known) is { } nearest) return $"Did you mean '{Shown(nearest)}'?";
        if (known.Count == 0) return "There is none to choose from.";
        var more = known.Count > ListAtMost ? $" and {known.Count - ListAtMost} more" : "";
        var names = string.Join(", ", known.Take(ListAtMost).Select(Shown)) + more;
        var are = known.Count == 1 ? "is" : "are";
        return names.Length > SaidAgainUpTo && !_said.Add(names)
            ? $"There {are} {known.Count}."
            : $"There {are} {names}.";
    }

    /// <summary>The candidate with the fewest typing mistakes, if these are few for the length of the word.</summary>
    public string? Nearest(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(candidates);
        if (word.Length > LongestWord || Work > most) return null;
        var folded = Fold(word);
        string? best = null;
        var fewest = int.MaxValue;
        foreach (var candidate in candidates)
        {
            Work += 1 + Math.Min(candidate.Length, LongestWord);
            if (Work > most) return null;
            if (candidate.Length > LongestWord) continue;
            var other = Fold(candidate);
            var allowed = Math.Max(1, Math.Max(folded.Length, other.Length) / 3);
            // Of two words of which one begins the other, the mistakes are what is left out.
            var mistakes = Begins(folded, other)
                ? Math.Abs(folded.Length - other.Length)
                : Mistakes(folded, other, Math.Min(allowed, fewest - 1));
            if (mistakes >= fewest || mistakes >= other.Length) continue;
            fewest = mistakes;
            best = candidate;
        }

        return Work > most ? null : best;
    }

    private static string Shown(string name) => ShortText.Shown(name, FindingList.LongestValue);

    /// <summary>Whether one word is short for the other.</summary>
    private static bool Begins(string a, string b) =>
        Math.Min(a.Length, b.Length) >= 3
        && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal));

    /// <summary>Case, dashes, spaces and underscores are how people differ, not what they mean.</summary>
    private static string Fold(string word) =>
        string.Concat(word.Where(c => c is not ('-' or '_' or ' '))).ToLowerInvariant();

    /// <summary>
    /// Insertions, deletions, substitutions and swaps of neighbours (Damerau 1964, optimal string alignment), looked
    /// for near the diagonal only, where few mistakes are (Ukkonen 1985).
    /// </summary>
    /// <returns>How many there are; <see cref="int.MaxValue"/> where they are more than <paramref name="limit"/>.
    /// </returns>
    private int Mistakes(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit) return int.MaxValue;
        var beyond = limit + 1;
        var (before, last, row) = (_rows[0], _rows[1], _rows[2]);
        for (var j = 0; j <= b.Length; j++) last[j] = Math.Min(j, beyond);
        var fewestOfLast = 0;
        for (var i = 1; i <= a.Length; i++)
        {
            var (from, to) = (Math.Max(1, i - limit), Math.Min(b.Length, i + limit));
            Work += Math.Max(0, to - from + 1);
            if (Work > most) return int.MaxValue;
            row[from - 1] = from == 1 ? Math.Min(i, beyond) : beyond;
            var fewest = row[from - 1];
            for (var j = from; j <= to; j++)
            {
                var change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var above = j == i + limit ? beyond : last[j];
                var cost = Math.Min(change, 1 + Math.Min(above, row[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost = Math.Min(cost, before[j - 2] + 1);
                row[j] = Math.Min(cost, beyond);
                fewest = Math.Min(fewest, row[j]);
            }

            // A swap takes what stands two rows above.
            if (fewest > limit && fewestOfLast > limit) return int.MaxValue;
            fewestOfLast = fewest;
            (before, last, row) = (last, row, before);
        }

        return last[b.Length] <= limit ? last[b.Length] : int.MaxValue;
    }
}
