namespace Trainyard.Cluster.Tests.Chaos;

/// <summary>How much later than asked this machine does things: what a bar by the clock has to allow it where other
/// work keeps it busy.</summary>
internal sealed class Lateness : IAsyncDisposable
{
    private static readonly TimeSpan Asked = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;
    private long _total;

    public Lateness() => _watching = Task.Run(Watch);

    /// <summary>All that was too late so far.</summary>
    public TimeSpan Total => new(Interlocked.Read(ref _total));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task Watch()
    {
        while (!_end.IsCancellationRequested)
        {
            var began = TimeProvider.System.GetTimestamp();
            await Task.Delay(Asked, TimeProvider.System);
            if (TimeProvider.System.GetElapsedTime(began) - Asked - Usual is { Ticks: > 0 } late)
                Interlocked.Add(ref _total, late.Ticks);
        }
    }
}
