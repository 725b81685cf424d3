using System.Text;

namespace Trainyard.Contracts;

/// <summary>Findings travel with every message of a run and are kept with it, so that there are only so many, each
/// has only so much of what the data holds, and all of them together have a bound.</summary>
public static class FindingList
{
    /// <summary>Characters of a value.</summary>
    public const int LongestValue = 60;

    /// <summary>As much as a pipeline may write of a name.</summary>
    public const int LongestName = 200;

    /// <summary>Room for the path of a file, a few names and values, and what is said of them.</summary>
    public const int LongestSentence = 4000;

    /// <summary>Bytes (UTF-8) of all findings of one answer together: a run keeps them twice, in what it was told and
    /// in what it says of it.</summary>
    public const int MostBytes = 20_000;

    /// <summary>What a finding is to a message beside its texts.</summary>
    private const int BytesOfFinding = 100;

    /// <summary>Room for the finding that says how many more there are.</summary>
    private const int BytesOfRest = 300;

    private const int LongestAllowed = 1000;

    /// <summary>The first findings, and in place of the others how many they are.</summary>
    /// <param name="findings">All of them, those that count most first.</param>
    /// <param name="most">How many there may be.</param>
    /// <param name="setting">What sets it.</param>
    public static IReadOnlyList<Finding> Bounded(IReadOnlyList<Finding> findings, int most, string setting)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (findings.Count <= most)
            return Bounded(findings);
        List<Finding> kept = [.. findings.Take(most - 1).Select(AsShown)];
        var fit = Fitting(kept, BytesOfRest);
        return [.. kept.Take(fit), Rest(findings, fit, fit < kept.Count ? Together : $"{setting} is {most}.")];
    }

    /// <summary>As many of the findings as there is room for in one answer, and in place of the others how many they
    /// are. What was bounded stays as it is.</summary>
    /// <param name="findings">All of them, those that count most first.</param>
    public static IReadOnlyList<Finding> Bounded(IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        // So many only as could have room.
        List<Finding> kept = [.. findings.Take(1 + (MostBytes / BytesOfFinding)).Select(AsShown)];
        if (kept.Count == findings.Count && Fitting(kept, 0) == kept.Count)
            return kept;
        var fit = Math.Max(1, Fitting(kept, BytesOfRest));
        return fit == findings.Count ? kept : [.. kept.Take(fit), Rest(findings, fit, Together)];
    }

    private static string Together => $"Those of one answer have {MostBytes} bytes together.";

    /// <summary>How many of the first findings there is room for.</summary>
    private static int Fitting(List<Finding> findings, int reserved)
    {
        var left = MostBytes - reserved;
        var beyond = findings.FindIndex(finding => (left -= BytesOf(finding)) < 0);
        return beyond < 0 ? findings.Count : beyond;
    }

    private static int BytesOf(Finding finding) =>
        BytesOfFinding + BytesOf(finding.Rule) + BytesOf(finding.Message) + BytesOf(finding.Column)
        + BytesOf(finding.Observed) + BytesOf(finding.Allowed);

    // A quote or a backslash takes two in JSON.
    private static int BytesOf(string? text) =>
        text is null ? 0 : Encoding.UTF8.GetByteCount(text) + text.Count(c => c is '"' or '\\');

    private static Finding Rest(IReadOnlyList<Finding> findings, int told, string why)
    {
        var left = findings.Skip(told).ToList();
        var isWarning = left.TrueForAll(finding => finding.IsWarning);
        return new Finding
        {
            Rule = ShortText.Shown(left[0].Rule, LongestValue),
            Message = $"There are {CountOf(left)} more findings. ({why})",
            Observed = $"{CountOf(findings)} findings",
            StandsFor = CountOf(left.Where(finding => finding.IsWarning == isWarning)),
            IsWarning = isWarning,
        };
    }

    private static int CountOf(IEnumerable<Finding> findings) => findings.Sum(finding => finding.StandsFor ?? 1);

    private static Finding AsShown(Finding finding) => finding with
    {
        Rule = ShortText.Shown(finding.Rule, LongestName),
        Message = ShortText.Shown(finding.Message, LongestSentence),
        Column = Shown(finding.Column, LongestName),
        Observed = Shown(finding.Observed, LongestValue),
        Allowed = Shown(finding.Allowed, LongestAllowed),
    };

    private static string? Shown(string? text, int longest) => text is null ? null : ShortText.Shown(text, longest);
}
