using System.ComponentModel.DataAnnotations;

namespace Trainyard.DeadLetters;

/// <summary>Section <c>DeadLetters</c>: when dead letters pile up.</summary>
internal sealed record DeadLetterSettings
{
    /// <summary>How many dead letters of one queue are said to pile up, 1 to 1,000,000. It is said again only after
    /// there were fewer. Default: 1.</summary>
    [Range(1, 1_000_000)]
    public int Threshold { get; init; } = 1;

    /// <summary>The largest body that is kept in the document of a dead letter, in bytes, 0 to 2^22 (4 MiB): a document
    /// has a limit, and lists read it whole. A larger one is kept as a blob. Default: 2^16 (64 KiB).</summary>
    [Range(0, 1 << 22)]
    public int LargestInline { get; init; } = 1 << 16;

    /// <summary>Headers of a message that are kept, 1 to 10,000. Default: 100.</summary>
    [Range(1, 10_000)]
    public int MostHeaders { get; init; } = 100;

    /// <summary>Characters that are kept of the value of a header, or of what an exception says, 100 to 1,000,000.
    /// Default: 10,000.</summary>
    [Range(100, 1_000_000)]
    public int LongestText { get; init; } = 10_000;
}
