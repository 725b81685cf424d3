using Trainyard.Cluster.Tests.Chaos.FiftyRuns;
using Trainyard.Cluster.Tests.Chaos.Starved;

namespace Trainyard.Cluster.Tests;

public sealed class When_many_runs_come_at_once(Broker broker)
{
    [Fact]
    public Task Should_end_them_all() => FiftyRunsScenario.Scenario.Holds(broker, runs: 25, isTimes: true);

    [Fact]
    public Task Should_end_them_all_beside_busy_processes() =>
        StarvedScenario.Scenario.Holds(broker, runs: 10, isTimes: true);
}
