namespace Trainyard.Cluster.Tests.Chaos;

/// <summary>How much later than asked this machine wakes up, and its disk writes: what a bar by the clock has to allow
/// where other work keeps them busy.</summary>
internal sealed class Lateness : IAsyncDisposable
{
    private static readonly TimeSpan Asked = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(10);

    private readonly FileStream _file = new(
        Path.GetTempFileName(), FileMode.Open, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
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
        await _file.DisposeAsync();
        _end.Dispose();
    }

    private async Task Watch()
    {
        while (!_end.IsCancellationRequested)
        {
            var began = TimeProvider.System.GetTimestamp();
            await Task.Delay(Asked, TimeProvider.System);
            _file.WriteByte(0);
            _file.Flush(flushToDisk: true);
            if (TimeProvider.System.GetElapsedTime(began) - Asked - Usual is { Ticks: > 0 } late)
                Interlocked.Add(ref _total, late.Ticks);
        }
    }
}
