namespace Trainyard.Hosting.Stores;

/// <summary>How much a service has accepted that is not over, and goes on with by itself once it starts: runs, requests
/// and jobs. A service adds one for each kind.</summary>
public delegate Task<long> OpenWork(CancellationToken cancellation);
