using Trainyard.Cluster.Tests.Chaos.TripleDelivery;

namespace Trainyard.Cluster.Tests;

public sealed class When_every_message_is_delivered_three_times(Broker broker)
{
    [Fact]
    public Task Should_do_nothing_twice() => TripleDeliveryScenario.Scenario.Holds(broker, runs: 10);
}
