using Trainyard.Cluster.Tests.Chaos.DiskFull;

namespace Trainyard.Cluster.Tests;

public sealed class When_a_disk_is_full(Broker broker)
{
    [Fact]
    public Task Should_end_each_run_with_that_as_its_reason_show_nothing_torn_and_work_on_when_there_is_room() =>
        DiskFullScenario.Scenario.Holds(broker, runs: 8);
}
