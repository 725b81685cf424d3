using Trainyard.Cluster.Tests.Chaos.Restart;

namespace Trainyard.Cluster.Tests;

public sealed class When_a_killed_service_starts_again(Broker broker)
{
    [Fact]
    public Task Should_do_the_step_that_waits_for_it() =>
        RestartScenario.Scenario.Holds(broker, runs: 9, isTimes: true);
}
