using System.Runtime.CompilerServices;

namespace Trainyard.Persistence;

/// <summary>
/// Whether this process writes to its stores. While it does, and for a while after, work is under way and somebody may
/// wait for what a look at a store finds. In a quiet process nearly every look wakes threads for nothing: there they
/// come less often, and all at the same moment, on one thread.
/// </summary>
public sealed class StoreActivity
{
    /// <summary>How long a process without a write counts as busy still: longer than what failed is put off.</summary>
    public static readonly TimeSpan BusyFor = TimeSpan.FromMinutes(1);

    /// <summary>The time between two looks of a quiet process.</summary>
    public static readonly TimeSpan QuietInterval = TimeSpan.FromSeconds(5);

    private static readonly ConditionalWeakTable<TimeProvider, StoreActivity> All = [];

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private TaskCompletionSource? _next;
    private long _written;

    // Begins as busy.
    private StoreActivity(TimeProvider time)
    {
        (_time, _written) = (time, time.GetTimestamp());
        _timer = time.CreateTimer(_ => End(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether nothing was written for a while.</summary>
    public bool IsQuiet => _time.GetElapsedTime(Volatile.Read(ref _written)) >= BusyFor;

    /// <summary>The one that belongs to a clock: all parts of a process are busy together.</summary>
    public static StoreActivity Of(TimeProvider time) => All.GetValue(time, static clock => new StoreActivity(clock));

    /// <summary>Something is written.</summary>
    public void Note() => Volatile.Write(ref _written, _time.GetTimestamp());

    /// <summary>Ends at the next look of a quiet process, for all that wait for it. They go on one after the other,
    /// so that one thread wakes: a store that is slow holds up the looks behind it.</summary>
    public Task NextQuietLook(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_next is null)
            {
                _next = new TaskCompletionSource();
                _timer.Change(QuietInterval, Timeout.InfiniteTimeSpan);
            }

            return _next.Task.WaitAsync(cancellation);
        }
    }

    private void End()
    {
        TaskCompletionSource? ended;
        lock (_lock)
            (ended, _next) = (_next, null);
        ended?.TrySetResult();
    }
}
