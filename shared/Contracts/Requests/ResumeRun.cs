namespace Trainyard.Contracts;

/// <summary>
/// Command to the saga: say again what is being waited for. For hosts whose bus does not outlive them; a repeat does no
/// harm.
/// </summary>
public sealed record ResumeRun : IRunMessage
{
    /// <inheritdoc/>
    public required Guid RunId { get; init; }
}
