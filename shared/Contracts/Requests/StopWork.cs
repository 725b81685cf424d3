namespace Trainyard.Contracts;

/// <summary>
/// Command to every worker: whatever is still under way for this run is of no use any more. Stops within 2 s.
/// </summary>
public sealed record StopWork : IRunMessage
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }
}
