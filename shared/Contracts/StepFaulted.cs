namespace Trainyard.Contracts;

/// <summary>A service could not do its step, after the retries.</summary>
public sealed record StepFaulted : IStepReply
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <inheritdoc/>
    public required WorkDone Work { get; init; }

    /// <summary>The step.</summary>
    public required Step Step { get; init; }

    /// <summary>What went wrong, without stack trace or secret.</summary>
    public required string Reason { get; init; }
}
