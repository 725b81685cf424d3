using Trainyard.Contracts;

namespace Trainyard.Hosting.ConsistencyChecks;

/// <summary>What answers under an alias, by the records of whoever serves it.</summary>
/// <param name="Model">The name of the model.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Version">The version.</param>
/// <param name="Change">The change of the alias.</param>
/// <param name="DeploymentId">The deployment.</param>
/// <param name="Artifact">The digest of the model artifact.</param>
/// <param name="Since">Since when, UTC.</param>
public sealed record ServedAlias(
    string Model, string Alias, int Version, long Change, Guid DeploymentId, string Artifact, DateTimeOffset Since);

/// <summary>What a run made, by its own record.</summary>
/// <param name="Model">The name of the model.</param>
/// <param name="Version">The version that it was told it registered; null where it was told none.</param>
/// <param name="Blobs">The digests of what it made, by what they are: model, definition, snapshot, features,
/// report.</param>
/// <param name="Metrics">Figures on the held-out part.</param>
/// <param name="EndedAt">When it ended, UTC; null while it goes on.</param>
/// <param name="RequestedBy">Who asked for it.</param>
/// <param name="Trigger">What led to it.</param>
/// <param name="DeploymentId">The deployment that it was told was decided with it; null where it was told none.</param>
/// <param name="IsServed">Whether it was told that its version answers.</param>
public sealed record RunAccount(
    string Model,
    int? Version,
    IReadOnlyDictionary<string, string?> Blobs,
    IReadOnlyDictionary<string, double> Metrics,
    DateTimeOffset? EndedAt,
    string RequestedBy,
    Trigger Trigger,
    Guid? DeploymentId,
    bool IsServed);

/// <summary>
/// All that is served. The service that serves adds it, so that the one that owns the aliases can hold the two against
/// each other.
/// </summary>
public delegate IAsyncEnumerable<ServedAlias> AllServedAliases(CancellationToken cancellation);

/// <summary>
/// What a run made; null where there is no record of it. The service that keeps the runs adds it.
/// </summary>
public delegate Task<RunAccount?> AccountOfRun(Guid runId, CancellationToken cancellation);

/// <summary>
/// When the earliest run was asked for that there is a record of; null where there is none. The service that keeps the
/// runs adds it: records are not kept for ever, and what is older has none.
/// </summary>
public delegate Task<DateTimeOffset?> EarliestRun(CancellationToken cancellation);
