namespace Trainyard.Cluster.Tests.Chaos;

/// <summary>The scenarios that <c>tests/chaos.sh</c> knows, one line each.</summary>
internal static class Scenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Poison.PoisonScenario.Scenario,
        Schedules.SchedulesScenario.Scenario,
        KillTrainer.KillTrainerScenario.Scenario,
        TripleDelivery.TripleDeliveryScenario.Scenario,
        LateWriters.LateWritersScenario.Scenario,
        OneKey.OneKeyScenario.Scenario,
        ConsumerTimeout.ConsumerTimeoutScenario.Scenario,
        StoreAway.StoreAwayScenario.Scenario,
        KillServices.KillServicesScenario.Scenario,
        Restart.RestartScenario.Scenario,
        FiftyRuns.FiftyRunsScenario.Scenario,
        Starved.StarvedScenario.Scenario,
        BrokerRestarts.BrokerRestartsScenario.Scenario,
        KillWindows.KillWindowsScenario.Scenario,
        Mutations.MutationsScenario.Scenario,
        DiskFull.DiskFullScenario.Scenario,
    ];
}
