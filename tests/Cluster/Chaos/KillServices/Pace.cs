namespace Trainyard.Cluster.Tests.Chaos.KillServices;

/// <summary>Keeps kills and runs abreast, so that the first kill meets work, the last one too, and none is left
/// out.</summary>
/// <param name="runs">Runs in all.</param>
/// <param name="kills">Kills in all.</param>
/// <param name="slack">Runs that either side may be ahead.</param>
internal sealed class Pace(int runs, int kills, int slack)
{
    /// <summary>Runs under way that are enough for a kill to meet one.</summary>
    private const int Few = 4;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    private int _asked;
    private int _ended;
    private int _killed;
    private volatile bool _wantsRuns;

    public int Kills => kills;

    /// <summary>Whether there will be no further messages.</summary>
    public bool IsOver => Volatile.Read(ref _ended) == runs;

    /// <summary>Whether the next kill waits for a run to get somewhere: then a few go on, however far ahead.</summary>
    public bool WantsRuns
    {
        get => _wantsRuns;
        set => _wantsRuns = value;
    }

    public void RunEnded() => Interlocked.Increment(ref _ended);

    /// <summary>A kill was done, or given up because nothing got there.</summary>
    public void KillDone() => Interlocked.Increment(ref _killed);

    public async Task BeforeRun(int number)
    {
        await Until(() => number <= RunsAt(Volatile.Read(ref _killed)) + slack
            || Volatile.Read(ref _killed) >= kills
            || (WantsRuns && Volatile.Read(ref _asked) - Volatile.Read(ref _ended) < Few));
        Interlocked.Increment(ref _asked);
    }

    public Task BeforeKill(int number) => Until(() => Volatile.Read(ref _ended) + slack >= RunsAt(number));

    private static async Task Until(Func<bool> isTime)
    {
        while (!isTime()) await Task.Delay(BetweenLooks, TimeProvider.System);
    }

    private int RunsAt(int kill) => (int)((long)runs * kill / kills);
}
