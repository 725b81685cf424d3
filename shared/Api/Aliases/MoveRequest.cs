using Trainyard.Contracts;

namespace Trainyard.Api.Aliases;

/// <summary>What a move of an alias is asked for with.</summary>
/// <param name="Version">The version, any that is registered.</param>
/// <param name="Reason">Why; needed.</param>
/// <param name="RequestedBy">Who asks; <c>anonymous</c> by default.</param>
/// <param name="Trigger">What led to it; a request by default.</param>
/// <param name="MoveId">The move; the same id twice is the same move.</param>
public sealed record MoveRequest(
    int? Version, string? Reason, string? RequestedBy = null, Trigger? Trigger = null, Guid? MoveId = null);

/// <summary>A move that was decided. <c>GET</c> of the aliases says whether it is served.</summary>
/// <param name="MoveId">The move, which is also the deployment.</param>
/// <param name="Change">The number of the change.</param>
public sealed record MoveAccepted(Guid MoveId, long Change);
