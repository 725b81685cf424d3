namespace Trainyard.Contracts;

/// <summary>
/// A request for a run that nobody could handle: it is a dead letter. Whoever sent it waits for an ending, so the run
/// is rejected and says why; where the id is that of another request, nothing happens.
/// </summary>
public sealed record RequestLost : IRunMessage
{
    /// <summary>The run that the request asked for, else the id of its message.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The dead letter.</summary>
    public required string DeadLetter { get; init; }

    /// <summary>Why it died, in one sentence for a person.</summary>
    public required string Reason { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset DiedAt { get; init; }
}
