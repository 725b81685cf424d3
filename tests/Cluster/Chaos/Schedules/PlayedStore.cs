namespace Trainyard.Cluster.Tests.Chaos.Schedules;

/// <summary>The store of all documents of a yard, which may be away for a while: so many questions and writes as the
/// schedule says fail, whoever asks.</summary>
internal sealed class PlayedStore
{
    private int _away;

    public bool IsAway => Volatile.Read(ref _away) > 0;

    /// <summary>Whether it was away in this schedule.</summary>
    public bool WasAway { get; private set; }

    public void GoAway(int questions)
    {
        WasAway = true;
        Interlocked.Add(ref _away, questions);
    }

    public void Clear()
    {
        WasAway = false;
        Volatile.Write(ref _away, 0);
    }

    /// <summary>Whether what is asked now fails.</summary>
    public bool Fails() => IsAway && Interlocked.Decrement(ref _away) >= 0;
}

/// <summary>The store does not answer.</summary>
internal sealed class StoreAwayException() : IOException("The store is away.");
