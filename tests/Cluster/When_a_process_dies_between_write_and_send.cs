using Trainyard.Cluster.Tests.Chaos.KillWindows;

namespace Trainyard.Cluster.Tests;

public sealed class When_a_process_dies_between_write_and_send(Broker broker)
{
    [Fact]
    public Task Should_do_everything_once_all_the_same() =>
        KillWindowsScenario.Scenario.Holds(broker, runs: 20);
}
