using Trainyard.Cluster.Tests.Chaos.OneKey;

namespace Trainyard.Cluster.Tests;

[Trait(Tracks.Name, Tracks.Second)]
public sealed class When_one_key_is_asked_for_many_times(Broker broker)
{
    [Fact]
    public Task Should_be_one_run_whichever_way_it_was_asked() =>
        OneKeyScenario.Scenario.Holds(broker, runs: 2);
}
