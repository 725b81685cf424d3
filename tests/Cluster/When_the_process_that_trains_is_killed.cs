using Trainyard.Cluster.Tests.Chaos.KillTrainer;

namespace Trainyard.Cluster.Tests;

public sealed class When_the_process_that_trains_is_killed(Broker broker)
{
    [Fact]
    public Task Should_be_taken_over_within_lease_and_two_seconds_and_redo_at_most_an_interval() =>
        KillTrainerScenario.Scenario.Holds(broker, runs: 1);
}
