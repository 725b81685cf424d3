namespace Trainyard.Pipelines.Definition;

/// <summary>What a team calls a part of the sequence, and who owns it.</summary>
public sealed record ParticipantDefinition
{
    /// <summary>The name in diagrams and alerts.</summary>
    public string? Name { get; init; }

    /// <summary>The team that owns it.</summary>
    public string? Team { get; init; }
}
