using System.ComponentModel.DataAnnotations;

namespace Trainyard.DeadLetters;

/// <summary>Section <c>DeadLetters</c>: when dead letters pile up.</summary>
internal sealed record DeadLetterSettings
{
    /// <summary>How many dead letters of one queue are said to pile up, 1 to 1,000,000. It is said again only after
    /// there were fewer. Default: 1.</summary>
    [Range(1, 1_000_000)]
    public int Threshold { get; init; } = 1;
}
