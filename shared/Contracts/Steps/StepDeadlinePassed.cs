namespace Trainyard.Contracts;

/// <summary>The deadline of a waiting state passed. Sent by the saga to itself, later.</summary>
public sealed record StepDeadlinePassed : IRunMessage
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <summary>The step that was waited for.</summary>
    public required Step Step { get; init; }

    /// <summary>The deadline that passed, as the run had it, UTC: one that has another by now goes on.</summary>
    public required DateTimeOffset Deadline { get; init; }
}
