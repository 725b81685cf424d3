namespace Trainyard.Contracts;

/// <summary>One setting of the search space is judged, on a part carved from the training part.</summary>
public sealed record TrialCompleted : IStepReply
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <inheritdoc/>
    public required WorkDone Work { get; init; }

    /// <summary>The number of the trial in its run, from 0.</summary>
    public required int Trial { get; init; }

    /// <summary>Its figures; finite numbers only.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }
}
