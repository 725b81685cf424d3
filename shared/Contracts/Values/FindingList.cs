namespace Trainyard.Contracts;

/// <summary>Findings travel with every message of a run and are kept with it, so that there are only so many, and each
/// has only so much of what the data holds.</summary>
public static class FindingList
{
    /// <summary>Characters of a value.</summary>
    public const int LongestValue = 60;

    /// <summary>As much as a pipeline may write of a name.</summary>
    public const int LongestName = 200;

    /// <summary>Room for the path of a file, a few names and values, and what is said of them.</summary>
    public const int LongestSentence = 4000;

    /// <summary>The first findings, and in place of the others how many they are.</summary>
    /// <param name="findings">All of them, those that count most first.</param>
    /// <param name="most">How many there may be.</param>
    /// <param name="setting">What sets it.</param>
    public static IReadOnlyList<Finding> Bounded(IReadOnlyList<Finding> findings, int most, string setting)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (findings.Count <= most)
            return [.. findings.Select(AsShown)];
        var left = findings.Skip(most - 1).ToList();
        var isWarning = left.TrueForAll(finding => finding.IsWarning);
        return
        [
            .. findings.Take(most - 1).Select(AsShown),
            new Finding
            {
                Rule = findings[most - 1].Rule,
                Message = $"There are {left.Count} more findings. ({setting} is {most}.)",
                Observed = $"{findings.Count} findings",
                StandsFor = left.Count(finding => finding.IsWarning == isWarning),
                IsWarning = isWarning,
            },
        ];
    }

    private static Finding AsShown(Finding finding) => finding with
    {
        Message = ShortText.Shown(finding.Message, LongestSentence),
        Column = Shown(finding.Column, LongestName),
        Observed = Shown(finding.Observed, LongestValue),
        Allowed = Shown(finding.Allowed, LongestSentence),
    };

    private static string? Shown(string? text, int longest) => text is null ? null : ShortText.Shown(text, longest);
}
