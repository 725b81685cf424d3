namespace Trainyard.Contracts;

/// <summary>Training goes on. Sent at most a few times a second; may be lost, repeated or late without harm.</summary>
public sealed record TrainingProgressed : IRunMessage
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <summary>
    /// How often a worker took the training up so far, this time included. One that takes over goes on from the last
    /// checkpoint, or begins anew: with a higher claim, fewer iterations are newer all the same. Default: 0, for
    /// senders that don't count.
    /// </summary>
    public long Claim { get; init; }

    /// <summary>Iterations done so far.</summary>
    public required int Iteration { get; init; }

    /// <summary>Iterations planned.</summary>
    public required int Iterations { get; init; }

    /// <summary>The loss that is watched, for example <c>log_loss</c> or <c>rmse</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>
    /// Its latest figure, on the part carved from the training part where there is one; absent before the first.
    /// </summary>
    public double? Loss { get; init; }

    /// <summary>Time since training began.</summary>
    public required TimeSpan Elapsed { get; init; }
}
