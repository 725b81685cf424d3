using Trainyard.Persistence.ConsistencyChecks;

namespace Trainyard.Hosting.ConsistencyChecks;

/// <summary>A check that a service adds; made when it is asked for, since making it opens the service's store.
/// </summary>
/// <param name="Service">The name of the service, or of what all services share: <c>bus</c>, <c>artifacts</c>.</param>
/// <param name="Create">Makes it.</param>
/// <param name="IsDeep">Whether it reads every byte, and so takes long.</param>
public sealed record ServiceConsistencyCheck(
    string Service, Func<IServiceProvider, IConsistencyCheck> Create, bool IsDeep = false);

/// <summary>
/// When a run ended; null while it goes on, or where nobody knows it. The service that keeps the runs adds it, for the
/// checks of the others.
/// </summary>
public delegate Task<DateTimeOffset?> EndOfRun(Guid runId, CancellationToken cancellation);
