using Trainyard.Contracts;

namespace Trainyard.Ingestion;

/// <summary>Findings travel with every message of a run and are kept with it, so that there are only so many.</summary>
internal static class FindingList
{
    /// <summary>The first findings, and in place of the others how many they are.</summary>
    /// <param name="findings">All of them, those that count most first.</param>
    /// <param name="most">How many there may be.</param>
    public static IReadOnlyList<Finding> Bounded(IReadOnlyList<Finding> findings, int most)
    {
        if (findings.Count <= most)
            return findings;
        var left = findings.Skip(most - 1).ToList();
        var isWarning = left.TrueForAll(finding => finding.IsWarning);
        return
        [
            .. findings.Take(most - 1),
            new Finding
            {
                Rule = findings[most - 1].Rule,
                Message = $"There are {left.Count} more findings. (Ingestion:MostFindings is {most}.)",
                Observed = $"{findings.Count} findings",
                StandsFor = left.Count(finding => finding.IsWarning == isWarning),
                IsWarning = isWarning,
            },
        ];
    }
}
