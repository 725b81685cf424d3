namespace Trainyard.Jobs.Tests;

/// <summary>A clock that is ahead, so that a grace of a while is over for whoever starts now.</summary>
internal sealed class ShiftedTime(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
