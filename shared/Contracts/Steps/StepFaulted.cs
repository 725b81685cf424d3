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

    /// <summary>What a run is told of a command that got lost before anybody began with it.</summary>
    /// <param name="step">The step it asked for.</param>
    /// <param name="runId">The run.</param>
    /// <param name="reason">Why, in one sentence for a person.</param>
    /// <param name="worker">Where, as far as it is known.</param>
    /// <param name="at">When, UTC.</param>
    public static StepFaulted Lost(SequenceStep step, Guid runId, string reason, string? worker, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(step);
        return new()
        {
            RunId = runId, Step = step.Step, Reason = reason,
            Work = WorkDone.NotBegun(step.Service, worker, at),
        };
    }
}
