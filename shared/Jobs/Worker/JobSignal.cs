using System.Collections.Concurrent;
using Trainyard.Contracts;
using Trainyard.Persistence;

namespace Trainyard.Jobs.Worker;

/// <summary>Wakes the worker of this process when a command came in, and tells a job under way that its run needs it no
/// more.</summary>
internal sealed class JobSignal<TCommand>(TimeProvider time) : IDisposable
    where TCommand : class
{
    private readonly StoreActivity _activity = StoreActivity.Of(time);
    private readonly SemaphoreSlim _rung = new(0);
    private Task? _kept;
    private readonly ConcurrentDictionary<(Guid? Run, string Job), CancellationTokenSource> _underWay = new();

    public void Ring() => _rung.Release();

    /// <summary>Waits for a ring, at most as long as a poll interval, or until the next look of a quiet process. For
    /// one caller at a time.</summary>
    public async Task Wait(TimeSpan pollInterval, CancellationToken cancellation)
    {
        if (!await IsRung(pollInterval, cancellation))
            return;
        // One look at the store serves all rings until now.
        while (_rung.Wait(0, CancellationToken.None))
            continue;
    }

    public void Enter(Guid? run, string job, CancellationTokenSource stop) => _underWay[(run, job)] = stop;

    public void Leave(Guid? run, string job) => _underWay.TryRemove((run, job), out _);

    public async Task Stop(Guid run)
    {
        foreach (var (_, stop) in _underWay.Where(job => job.Key.Run == run))
        {
            try
            {
                await stop.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // The work ended while it was being looked for.
            }
        }
    }

    public void Dispose() => _rung.Dispose();

    private async Task<bool> IsRung(TimeSpan pollInterval, CancellationToken cancellation)
    {
        if (pollInterval <= StoreActivity.QuietInterval && _activity.IsQuiet)
        {
            // It is kept for the next time: to give it up would wake a thread.
            _kept ??= _rung.WaitAsync(cancellation);
            await await Task.WhenAny(_kept, _activity.NextQuietLook(cancellation));
        }
        else if (_kept is null)
        {
            return await _rung.WaitAsync(pollInterval, cancellation);
        }
        else
        {
            await _kept.WaitAsync(pollInterval, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }

        var isRung = _kept.IsCompleted;
        if (isRung)
            _kept = null;
        return isRung;
    }
}
