using Trainyard.Contracts;

namespace Trainyard.Api.Aliases;

/// <summary>An alias, and how it came to point where it does.</summary>
/// <param name="Model">The name of the model.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Version">The version it points to.</param>
/// <param name="Change">The change that pointed it there.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Moves">Its latest moves, newest first, those that were not served too; at most 100.</param>
public sealed record AliasView(
    string Model, string Alias, int Version, long Change, DateTimeOffset Since, IReadOnlyList<MoveView> Moves);

/// <summary>A move of an alias.</summary>
public sealed record MoveView
{
    /// <summary>Its number, from 1 for each model and alias.</summary>
    public required long Change { get; init; }

    /// <summary>The version that it points to.</summary>
    public required int Version { get; init; }

    /// <summary>Decided, Served, Failed or Superseded.</summary>
    public required string State { get; init; }

    /// <summary>Who decided it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What led to it.</summary>
    public required Trigger Trigger { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>The run whose step it was; absent for a promotion or a rollback.</summary>
    public Guid? RunId { get; init; }

    /// <summary>The deployment.</summary>
    public required Guid DeploymentId { get; init; }

    /// <summary>When it was decided, UTC.</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>When Serving began to answer with it, UTC; absent until then.</summary>
    public DateTimeOffset? ServedAt { get; init; }

    /// <summary>Why it failed; absent when it did not.</summary>
    public string? Failure { get; init; }
}
