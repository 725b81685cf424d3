namespace Trainyard.Support;

/// <summary>A wall clock that is ahead, and may be set while others look at it; what passes is real.</summary>
public sealed class ShiftedTime(TimeSpan ahead) : TimeProvider
{
    public TimeSpan Ahead { get; set; } = ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
