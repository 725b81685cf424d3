namespace Trainyard.Monitoring.Tests;

public sealed class Placeholder
{
    [Fact]
    public void Should_be_replaced() => Assert.True(true);
}
