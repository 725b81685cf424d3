namespace Trainyard.Contracts;

/// <summary>The name a team gave to a part of the sequence, and who owns it.</summary>
public sealed record Participant
{
    /// <summary>
    /// The part as designed: see <see cref="Contracts.Role"/>.
    /// </summary>
    public required string Role { get; init; }

    /// <summary>What diagrams and alerts call it; the role itself by default.</summary>
    public required string Name { get; init; }

    /// <summary>The team that owns it, where the pipeline file says so.</summary>
    public string? Team { get; init; }
}
