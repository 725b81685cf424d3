using Trainyard.Contracts;
using Trainyard.Ingestion.FetchData.Values;

namespace Trainyard.Ingestion;

/// <summary>Findings travel with every message of a run and are kept with it, so that there are only so many, and each
/// has only so much of what the source holds.</summary>
internal static class FindingList
{
    /// <summary>The first findings, and in place of the others how many they are.</summary>
    /// <param name="findings">All of them, those that count most first.</param>
    /// <param name="most">How many there may be.</param>
    public static IReadOnlyList<Finding> Bounded(IReadOnlyList<Finding> findings, int most)
    {
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
                Message = $"There are {left.Count} more findings. (Ingestion:MostFindings is {most}.)",
                Observed = $"{findings.Count} findings",
                StandsFor = left.Count(finding => finding.IsWarning == isWarning),
                IsWarning = isWarning,
            },
        ];
    }

    private static Finding AsShown(Finding finding) => finding with
    {
        Message = Shown.Sentence(finding.Message),
        Column = Shown.Name(finding.Column),
        Observed = Shown.Value(finding.Observed),
        Allowed = Shown.Sentence(finding.Allowed),
    };
}
