namespace Trainyard.Cluster.Tests.Chaos.KillServices;

/// <summary>Kills services at the boundaries of steps, all of them in turn in an order by chance, and starts them again
/// at once.</summary>
internal sealed class Killer(ServiceCluster cluster, Tap tap, Random random)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private const int LongestDelay = 60;

    private readonly List<Boundary> _kills = [];
    private readonly Queue<Boundary> _next = [];

    /// <summary>What was hit, and how often.</summary>
    public IEnumerable<(Boundary Boundary, int Count)> Kills =>
        Boundary.All.Select(boundary => (boundary, _kills.Count(kill => kill == boundary)));

    public int Count => _kills.Count;

    /// <summary>Kills until it is told to stop, but each boundary at least once.</summary>
    public async Task Go(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (_next.Count == 0)
            {
                Boundary[] shuffled = [.. Boundary.All];
                random.Shuffle(shuffled);
                foreach (var boundary in shuffled) _next.Enqueue(boundary);
            }

            await Hit(_next.Dequeue(), stop);
        }
    }

    private async Task Hit(Boundary boundary, CancellationToken stop)
    {
        var victim = cluster[boundary.Victim];
        try
        {
            // One that is only just starting has no run in its hands; one time in ten it dies all the same.
            if (random.Next(10) != 0) await victim.Ready();
            if (boundary.Message is { } message) await tap.Next(message).WaitAsync(Patience, TimeProvider.System, stop);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(LongestDelay)), TimeProvider.System, stop);
        }
        catch (TimeoutException)
        {
            // No run got there: the next boundary.
            return;
        }
        catch (OperationCanceledException)
        {
            return;
        }

        victim.Kill();
        victim.Start();
        _kills.Add(boundary);
    }
}
