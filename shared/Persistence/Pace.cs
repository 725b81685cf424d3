namespace Trainyard.Persistence;

/// <summary>The ticks of what is done again and again; fewer in a quiet process, see
/// <see cref="StoreActivity"/>.</summary>
/// <param name="pause">The time between two ticks.</param>
/// <param name="time">The clock.</param>
public sealed class Pace(TimeSpan pause, TimeProvider time) : IDisposable
{
    private readonly PeriodicTimer _timer = new(pause, time);
    private readonly StoreActivity _activity = StoreActivity.Of(time);

    /// <summary>Ends at the next tick.</summary>
    public async Task Next(CancellationToken cancellation)
    {
        if (pause > StoreActivity.QuietInterval || !_activity.IsQuiet)
        {
            Set(pause);
            await _timer.WaitForNextTickAsync(cancellation);
            return;
        }

        // A timer that nobody waits for wakes a thread as well, and so does one that was set and stopped again.
        Set(Timeout.InfiniteTimeSpan);
        await _activity.NextQuietLook(cancellation);
    }

    private void Set(TimeSpan period)
    {
        if (_timer.Period != period)
            _timer.Period = period;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();
}
