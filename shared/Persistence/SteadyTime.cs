using System.Runtime.CompilerServices;

namespace Trainyard.Persistence;

/// <summary>
/// A clock that nobody sets: what the wall clock showed when the process first asked, and the time that it saw pass
/// since. Deadlines are held against it, so that a wall clock that is set, or mends itself, ends nothing. What people
/// read stays with the wall clock.
/// </summary>
public sealed class SteadyTime
{
    private static readonly ConditionalWeakTable<TimeProvider, SteadyTime> All = [];

    private readonly TimeProvider _wall;
    private readonly DateTimeOffset _began;
    private readonly long _timestamp;

    private SteadyTime(TimeProvider wall) =>
        (_wall, _began, _timestamp) = (wall, wall.GetUtcNow(), wall.GetTimestamp());

    /// <summary>The time.</summary>
    public DateTimeOffset Now => _began + _wall.GetElapsedTime(_timestamp);

    /// <summary>The one that belongs to a clock: all parts of a process compare with the same.</summary>
    public static SteadyTime Of(TimeProvider wall) => All.GetValue(wall, clock => new SteadyTime(clock));
}
