namespace Trainyard.Contracts;

/// <summary>
/// A worker has a step under way, and has for longer than its poll interval: from now on the deadline of the step
/// counts, and no more that of waiting. Said once for each attempt; the first counts. May be lost, repeated or late
/// without harm, and is no part of the record.
/// </summary>
public sealed record StepBegun : IRunMessage
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <summary>The step.</summary>
    public required Step Step { get; init; }

    /// <summary>The attempt, from 1.</summary>
    public required int Attempt { get; init; }
}
