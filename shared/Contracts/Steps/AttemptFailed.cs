namespace Trainyard.Contracts;

/// <summary>An attempt at a step failed and will be repeated: part of the record, not an ending.</summary>
public sealed record AttemptFailed : IStepReply
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <inheritdoc/>
    public required WorkDone Work { get; init; }

    /// <summary>The step.</summary>
    public required Step Step { get; init; }

    /// <summary>The attempt that failed, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>What went wrong, without stack trace or secret.</summary>
    public required string Reason { get; init; }

    /// <summary>How long until the next attempt.</summary>
    public required TimeSpan RetryAfter { get; init; }
}
