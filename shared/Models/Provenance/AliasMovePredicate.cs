namespace Trainyard.Models.Provenance;

/// <summary>That an alias is to point to a version: a predicate of our own, which <c>docs/provenance.md</c>
/// describes.</summary>
public sealed record AliasMovePredicate
{
    /// <summary>What this predicate is called.</summary>
    public const string PredicateType = "https://github.com/trainyard/trainyard/docs/provenance/alias-move/v1";

    /// <summary>The name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>The number of the change, from 1 for each model and alias.</summary>
    public required long Change { get; init; }

    /// <summary>The version that the alias is to point to.</summary>
    public required int Version { get; init; }

    /// <summary>The deployment, by which Serving knows the change.</summary>
    public required string DeploymentId { get; init; }

    /// <summary>The run whose step it is; absent for a promotion or a rollback.</summary>
    public string? RunId { get; init; }

    /// <summary>The statement of the change before, by the digest of its payload; absent for the first.</summary>
    public ResourceDescriptor? Previous { get; init; }

    /// <summary>Who decided it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was decided, UTC.</summary>
    public required DateTime DecidedOn { get; init; }
}
