namespace Trainyard.Contracts;

/// <summary>
/// Registry has decided a move of an alias and given it its number. Whether it is served is said by the
/// reply to <see cref="DeployModel"/> or by <see cref="JobFaulted"/>, under the same id.
/// </summary>
public sealed record AliasMoveDecided : IMessage
{
    /// <summary>See <see cref="MoveAlias.MoveId"/>.</summary>
    public required Guid MoveId { get; init; }

    /// <summary>Who did the work, on which attempt, from when and for how long.</summary>
    public required WorkDone Work { get; init; }

    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>See <see cref="DeployModel.Change"/>.</summary>
    public required long Change { get; init; }
}
