using System.ComponentModel.DataAnnotations;

namespace Trainyard.Pipeline.AcceptRequest;

/// <summary>Section <c>Requests</c>: how much a request for a run may bring along.</summary>
internal sealed record RequestSettings
{
    /// <summary>The longest pipeline file, in characters, 1000 to 1,000,000. Default: 1,000,000.</summary>
    [Range(1000, 1_000_000)]
    public int LongestPipeline { get; init; } = 1_000_000;

    /// <summary>Values of the file that a request replaces, 0 to 10,000. Default: 1000.</summary>
    [Range(0, 10_000)]
    public int MostOverrides { get; init; } = 1000;

    /// <summary>Characters of all these together, paths included, 100 to 1,000,000. Default: 100,000.</summary>
    [Range(100, 1_000_000)]
    public int LongestOverrides { get; init; } = 100_000;

    /// <summary>How far ahead a request may say that it was asked for, 0 to 7 days: clocks differ, and not by more.
    /// Default: 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan LongestAhead { get; init; } = TimeSpan.FromDays(1);
}
