namespace Trainyard.Hosting.Stores;

/// <summary>What a service has accepted that is not over, and goes on with by itself once it starts: runs, requests
/// and jobs. A service adds one for each kind.</summary>
public delegate Task<OpenPieces> OpenWork(CancellationToken cancellation);

/// <summary>What is not over of one kind.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="First">Some of them, at most <see cref="MostNamed"/>: what each is, and the run that it is of.</param>
public sealed record OpenPieces(long Count, IReadOnlyList<string> First)
{
    /// <summary>How many are named of a kind.</summary>
    public const int MostNamed = 5;

    /// <summary>Both as one.</summary>
    public OpenPieces With(OpenPieces others) =>
        new(Count + others.Count, [.. First.Concat(others.First).Take(MostNamed)]);
}

/// <summary>What a service still has to do for somebody outside, a sentence each: no promise is broken while it waits,
/// and whoever looks at stores that no service runs on should hear of it. A service adds one for each kind.</summary>
public delegate Task<IReadOnlyList<string>> WaitingWork(CancellationToken cancellation);

/// <summary>What a service was to do for somebody outside, and gave up: it is not done any more. A service adds one
/// for each kind.</summary>
public delegate Task<IReadOnlyList<GivenUp>> GivenUpWork(CancellationToken cancellation);

/// <summary>Something that was given up.</summary>
/// <param name="What">What, and why, in a sentence.</param>
/// <param name="Command">The command that says more of it, as it follows <c>trainyard</c>; null where none
/// does.</param>
public sealed record GivenUp(string What, string? Command);
