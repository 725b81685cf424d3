namespace Trainyard.Contracts;

/// <summary>
/// Command to Registry: point an alias to a version, outside of any run. A promotion is one to a version that another
/// alias has, a rollback one to a version from before; any registered version will do. A repeat repeats the reply.
/// </summary>
public sealed record MoveAlias : ICommand
{
    /// <summary>The move, chosen by whoever asks for it; the same id twice is the same move. It is also the id of the
    /// deployment.</summary>
    public required Guid MoveId { get; init; }

    string ICommand.Key => $"{MoveId}";

    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    string ICommand.Flow => Model;

    /// <summary>The alias, for example <c>production</c>; one that there is not yet begins with this move.</summary>
    public required string Alias { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>Who asks.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What led to it. Default: a request.</summary>
    public Trigger Trigger { get; init; } = Trigger.Request;

    /// <summary>Why, in their words.</summary>
    public required string Reason { get; init; }
}
