using Serilog.Events;
using Trainyard.Persistence.Documents;

namespace Trainyard.Hosting.Telemetry;

/// <summary>Lets one line of a minute say that a disk is full: all that writes fails over it, again and again, and
/// nothing but room helps.</summary>
/// <param name="isSaid">Whether it is said at all.</param>
/// <param name="time">The clock.</param>
internal sealed class FullDiskLines(bool isSaid, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long? _said;

    /// <summary>Whether a line is left out. Where it is said, what failed for good is said each time.</summary>
    public bool IsLeftOut(LogEvent line) => FullDisk.Is(line.Exception)
        && !(isSaid && (line.Level >= LogEventLevel.Error || TryTake()));

    private bool TryTake()
    {
        lock (_lock)
        {
            if (_said is { } said && time.GetElapsedTime(said) < Interval)
                return false;
            _said = time.GetTimestamp();
            return true;
        }
    }
}
