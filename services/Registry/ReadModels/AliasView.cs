using Trainyard.Registry.MoveAliases;

namespace Trainyard.Registry.ReadModels;

/// <summary>An alias, and how it came to point where it does.</summary>
/// <param name="Model">The name of the model.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Version">The version it points to.</param>
/// <param name="Change">The change that pointed it there.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Moves">Its latest moves, newest first, those that were not served too.</param>
internal sealed record AliasView(
    string Model, string Alias, int Version, long Change, DateTimeOffset Since, IReadOnlyList<MoveView> Moves);

/// <summary>A move of an alias.</summary>
/// <param name="Change">Its number.</param>
/// <param name="Version">The version that it points to.</param>
/// <param name="State">Decided, Served, Failed or Superseded.</param>
/// <param name="RequestedBy">Who decided it.</param>
/// <param name="Reason">Why.</param>
/// <param name="RunId">The run whose step it was, if any.</param>
/// <param name="DeploymentId">The deployment.</param>
/// <param name="DecidedAt">When it was decided, UTC.</param>
/// <param name="ServedAt">When Serving began to answer with it, UTC.</param>
/// <param name="Failure">Why it failed.</param>
internal sealed record MoveView(
    long Change, int Version, string State, string RequestedBy, string Reason, Guid? RunId, Guid DeploymentId,
    DateTimeOffset DecidedAt, DateTimeOffset? ServedAt, string? Failure)
{
    public static MoveView Of(AliasMove move) => new(
        move.Change, move.Version, move.State.ToString(), move.RequestedBy, move.Reason, move.RunId, move.DeploymentId,
        move.DecidedAt, move.ServedAt, move.Failure);
}
