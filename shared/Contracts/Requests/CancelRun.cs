namespace Trainyard.Contracts;

/// <summary>Somebody asks for a run to stop. Ignored once the run has ended.</summary>
public sealed record CancelRun : IRunMessage
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }

    /// <summary>Who asks.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Why, in their words.</summary>
    public string? Reason { get; init; }
}
