using Microsoft.Extensions.Time.Testing;

namespace Trainyard.Support;

/// <summary>A clock by hand, that can also be set: then it shows another time, and none has passed.</summary>
public sealed class JumpingTime(DateTimeOffset now) : FakeTimeProvider(now)
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public void Jump(TimeSpan by) => _ahead += by;
}
