using Trainyard.Cluster.Tests.Chaos.KillTrainer;

namespace Trainyard.Cluster.Tests;

public sealed class When_the_process_that_trains_is_killed(Broker broker)
{
    [Fact]
    public Task Should_be_taken_over_by_another_that_makes_the_same_model_of_it() =>
        KillTrainerScenario.Scenario.Holds(broker, runs: 1);
}
