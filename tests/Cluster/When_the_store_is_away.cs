using Trainyard.Cluster.Tests.Chaos.StoreAway;

namespace Trainyard.Cluster.Tests;

public sealed class When_the_store_is_away(Broker broker)
{
    [Fact]
    public Task Should_end_every_run_once_it_is_back_and_let_no_message_die() =>
        StoreAwayScenario.Short.Holds(broker, runs: 5);
}
