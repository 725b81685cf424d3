using Trainyard.Contracts;

namespace Trainyard.Features.Fitting;

/// <summary>The classes of a target as a finding names them.</summary>
internal static class ClassCounts
{
    private const int Most = 6;
    private const int Longest = 40;

    private static readonly HashSet<string> Signs = new(StringComparer.OrdinalIgnoreCase)
    {
        "NA", "N/A", "#N/A", "n.a.", "NaN", "null", "none", "nil", "-", "--", "?", ".", "", "missing", "unknown",
    };

    /// <summary>The commonest classes with their rows: <c>'0' (107 rows), '1' (106 rows), 'NA' (27 rows)</c>.</summary>
    public static string Of(TableColumn values)
    {
        var words = WordSource.AsWords(values);
        var counts = words.Count();
        var all = words.Words.Index().Where(w => counts[w.Index] > 0)
            .OrderByDescending(w => counts[w.Index]).ThenBy(w => w.Item, StringComparer.Ordinal).ToArray();
        var named = all.Take(Most).Select(w =>
            $"'{ShortText.Of(w.Item, Longest)}' ({counts[w.Index]:N0} {(counts[w.Index] == 1 ? "row" : "rows")})");
        return string.Join(", ", named) + (all.Length > Most ? $" and {all.Length - Most} more" : "");
    }

    /// <summary>The line that mends it, where a class looks like a sign for a missing value; else nothing.</summary>
    public static string Hint(IReadOnlyList<string> classes)
    {
        var signs = classes.Where(c => Signs.Contains(c.Trim())).ToArray();
        return signs.Length == 0
            ? ""
            : $" If {string.Join(" and ", signs.Select(s => $"'{s}'"))} "
                + $"{(signs.Length == 1 ? "says" : "say")} that the value is missing, write "
                + $"null_values: [{string.Join(", ", signs.Select(Quoted))}] into the source.";
    }

    private static string Quoted(string sign) => sign.All(char.IsAsciiLetter) && sign.Length > 0
        && !sign.Equals("null", StringComparison.OrdinalIgnoreCase) ? sign : $"\"{sign}\"";
}
