using Trainyard.Cluster.Tests.Chaos.KillServices;

namespace Trainyard.Cluster.Tests;

public sealed class When_services_are_killed_at_every_boundary(Broker broker)
{
    [Fact]
    public Task Should_end_every_run_once() => KillServicesScenario.Scenario.Holds(broker, runs: 40);
}
