using Trainyard.Cluster.Tests.Chaos.LateWriters;

namespace Trainyard.Cluster.Tests;

public sealed class When_a_worker_sleeps_past_its_lease(Broker broker)
{
    [Fact]
    public Task Should_not_get_its_late_answers_accepted() => LateWritersScenario.Scenario.Holds(broker, runs: 10);
}
