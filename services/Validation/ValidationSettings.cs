using System.ComponentModel.DataAnnotations;

using Trainyard.Contracts;

namespace Trainyard.Validation;

/// <summary>Section <c>Validation</c>: how much is told.</summary>
public sealed record ValidationSettings
{
    /// <summary>What is to be said of a model is told finding by finding, at most so many of them, 1 to 10,000.
    /// Default: 200.</summary>
    [Range(1, 10_000)]
    public int MostFindings { get; init; } = 200;

    /// <summary>As many findings as may be told.</summary>
    internal IReadOnlyList<Finding> Bounded(IReadOnlyList<Finding> findings) =>
        FindingList.Bounded(findings, MostFindings, "Validation:MostFindings");
}
