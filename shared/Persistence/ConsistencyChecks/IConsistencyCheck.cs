namespace Trainyard.Persistence.ConsistencyChecks;

/// <summary>
/// One promise, held against what is stored: it reads, and changes nothing. A service adds those of its own records;
/// <c>trainyard doctor</c> asks all of them.
/// </summary>
public interface IConsistencyCheck
{
    /// <summary>What breaks the promise now. What a service at work puts right by itself within moments does not
    /// count.</summary>
    IAsyncEnumerable<Violation> Look(CancellationToken cancellation);
}

/// <summary>Something that breaks a promise.</summary>
/// <param name="Kind">What it is, in words joined by hyphens, for programs: <c>unsent-message</c>.</param>
/// <param name="Id">What it is about: a run, a job, a version, a blob, a queue.</param>
/// <param name="Since">Since when, UTC; null where nothing says so.</param>
/// <param name="What">One sentence for a person.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Violation(string Kind, string Id, DateTimeOffset? Since, string What, string Remedy);

/// <summary>What checks have in common.</summary>
public static class ConsistencyChecks
{
    /// <summary>
    /// How long something may be overdue before it counts. Whoever sweeps looks every few seconds, and a publish may
    /// take ten; a minute later nobody is on it.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);
}
