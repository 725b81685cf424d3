using Trainyard.Cluster.Tests.Chaos.ConsumerTimeout;

namespace Trainyard.Cluster.Tests;

public sealed class When_training_takes_longer_than_the_broker_waits(Broker broker)
{
    [Fact]
    public Task Should_be_one_attempt_and_one_model() => ConsumerTimeoutScenario.Short.Holds(broker, runs: 1);
}
