using Trainyard.Api;
using Trainyard.Api.Alerts;
using Trainyard.Api.Runs;
using Trainyard.Contracts;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Receivers;

namespace Trainyard.Cli.Run;

/// <summary>
/// Waits until those who asked to be told of an ending are told, or can't be told soon: this process may be all that
/// there is.
/// </summary>
internal static class AlertWait
{
    /// <summary>A receiver that was away twice, or an address that can't be made, is not waited for.</summary>
    private const int FailuresAwaited = 2;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>The alerts of the ending, as far as they came in time.</summary>
    public static async Task<IReadOnlyList<AlertView>> For(
        RunView report, PipelineDefinition definition, TrainyardClient client)
    {
        var expected = definition.Alerts.Count(alert => alert.On.Contains(EndingOf(report.Outcome)));
        if (expected == 0)
            return [];
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        while (true)
        {
            var alerts = await Afterwards.Try<IReadOnlyList<AlertView>>(
                async () => await client.Alerts.OfRun(report.RunId, CancellationToken.None), CancellationToken.None);
            if (alerts is null)
                return [];
            if ((alerts.Count >= expected && alerts.All(IsSettled)) || time.GetElapsedTime(start) > Timeout)
                return alerts;
            await Task.Delay(Interval, time, CancellationToken.None);
        }
    }

    private static bool IsSettled(AlertView alert) =>
        alert.State != AlertState.UnderWay || (alert.Attempt >= FailuresAwaited && alert.Failure is not null);

    private static AlertOn EndingOf(RunOutcome? outcome) => outcome switch
    {
        RunOutcome.Succeeded => AlertOn.Succeeded,
        RunOutcome.Rejected => AlertOn.Rejected,
        RunOutcome.Cancelled => AlertOn.Cancelled,
        RunOutcome.Faulted or null => AlertOn.Faulted,
        var other => throw new InvalidOperationException($"'{other}' is no outcome of a run that has ended."),
    };
}
