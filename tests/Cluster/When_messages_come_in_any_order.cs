using Trainyard.Cluster.Tests.Chaos.Schedules;

namespace Trainyard.Cluster.Tests;

[Trait(Tracks.Name, Tracks.Second)]
public sealed class When_messages_come_in_any_order(Broker broker)
{
    [Fact]
    public Task Should_be_the_same_run_as_in_order() => SchedulesScenario.Scenario.Holds(broker, runs: 500);

    /// <summary>Schedules that once failed, or that are worth keeping; a failure prints one to put here.</summary>
    [Theory]
    [InlineData("Succeeds x3")]
    public async Task Should_not_fail_again(string schedule) =>
        Assert.Null(await SchedulesScenario.Wrong(Schedule.Parse(schedule)));
}
