namespace Trainyard.Jobs.Worker;

/// <summary>A time that begins once work is told to stop.</summary>
internal sealed class StopLimit : IAsyncDisposable
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _told;
    private ITimer? _timer;

    public StopLimit(TimeSpan limit, TimeProvider time, CancellationToken stop) =>
        _told = stop.Register(() => _timer = time.CreateTimer(
            _ => _over.TrySetResult(), null, limit, Timeout.InfiniteTimeSpan));

    /// <summary>Ends when the time is over.</summary>
    public Task IsOver => _over.Task;

    public async ValueTask DisposeAsync()
    {
        // Waits for a registration that is running, so that its timer is there.
        await _told.DisposeAsync();
        if (_timer is not null)
            await _timer.DisposeAsync();
    }
}
