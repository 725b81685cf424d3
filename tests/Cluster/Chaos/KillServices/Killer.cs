namespace Trainyard.Cluster.Tests.Chaos.KillServices;

/// <summary>Kills services at the boundaries of steps, all of them in turn in an order by chance, and starts them
/// again at once.</summary>
internal sealed class Killer(ServiceCluster cluster, Tap tap, Pace pace, Random random)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private const int LongestDelay = 60;

    private readonly List<Boundary> _kills = [];
    private readonly Queue<Boundary> _next = [];

    /// <summary>What was hit, and how often.</summary>
    public IEnumerable<(Boundary Boundary, int Count)> Kills =>
        Boundary.All.Select(boundary => (boundary, _kills.Count(kill => kill == boundary)));

    public int Count => _kills.Count;

    public async Task Go()
    {
        for (var kill = 0; kill < pace.Kills; kill++)
        {
            await pace.BeforeKill(kill);
            if (_next.Count == 0) Shuffle();
            var boundary = _next.Dequeue();
            if (await Hit(boundary)) _kills.Add(boundary);
            pace.KillDone();
        }
    }

    private void Shuffle()
    {
        Boundary[] shuffled = [.. Boundary.All];
        random.Shuffle(shuffled);
        foreach (var boundary in shuffled) _next.Enqueue(boundary);
    }

    /// <summary>False when no run gets there.</summary>
    private async Task<bool> Hit(Boundary boundary)
    {
        var victim = cluster[boundary.Victim];
        var delay = TimeSpan.FromMilliseconds(random.Next(LongestDelay));
        // One that is only just starting has no run in its hands; one time in ten it dies all the same.
        if (random.Next(10) != 0) await victim.Ready();
        if (boundary.Message is { } message && !await Passes(message)) return false;
        await Task.Delay(delay, TimeProvider.System);
        victim.Kill();
        victim.Start();
        return true;
    }

    private async Task<bool> Passes(string message)
    {
        pace.WantsRuns = true;
        var next = tap.Next(message);
        while (!next.IsCompleted && !pace.IsOver)
            await Task.WhenAny(next, Task.Delay(BetweenLooks, TimeProvider.System));
        pace.WantsRuns = false;
        return next.IsCompleted;
    }
}
