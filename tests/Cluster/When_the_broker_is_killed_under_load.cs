using Trainyard.Cluster.Tests.Chaos.BrokerRestarts;

namespace Trainyard.Cluster.Tests;

public sealed class When_the_broker_is_killed_under_load(Broker broker)
{
    [Fact]
    public Task Should_lose_no_accepted_request() =>
        BrokerRestartsScenario.Scenario.Holds(broker, runs: 2);
}
