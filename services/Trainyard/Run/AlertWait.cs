using Trainyard.Api;
using Trainyard.Api.Alerts;
using Trainyard.Api.Runs;
using Trainyard.Cli.Terminal;
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
    private static readonly TimeSpan UsualSilence = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>The alerts of the ending, as far as they came in time.</summary>
    /// <param name="report">How the run ended.</param>
    /// <param name="definition">Who is to be told of it.</param>
    /// <param name="client">The yard.</param>
    /// <param name="cancellation">Ends the wait: what is known by then is given.</param>
    /// <param name="silence">How long nothing is said of the wait; 3 s by default.</param>
    public static async Task<IReadOnlyList<AlertView>> For(
        RunView report, PipelineDefinition definition, TrainyardClient client, CancellationToken cancellation,
        TimeSpan? silence = null)
    {
        var expected = definition.Alerts.Count(alert => alert.On.Contains(EndingOf(report.Outcome)));
        if (expected == 0)
            return [];
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        var (known, isSaid) = ((IReadOnlyList<AlertView>)[], false);
        try
        {
            while (true)
            {
                var alerts = await Afterwards.Try<IReadOnlyList<AlertView>>(
                    async () => await client.Alerts.OfRun(report.RunId, cancellation), cancellation);
                if (alerts is null)
                    return [];
                known = alerts;
                var waited = time.GetElapsedTime(start);
                if ((alerts.Count >= expected && alerts.All(IsSettled)) || waited > Timeout)
                    return alerts;
                if (!isSaid && waited > (silence ?? UsualSilence))
                {
                    isSaid = true;
                    Screen.Error(
                        $"The run is over. Its alerts are waited for, for {Words.Duration(Timeout)} at most; Ctrl+C "
                        + "ends the wait.");
                }

                await Task.Delay(Interval, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return known;
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
