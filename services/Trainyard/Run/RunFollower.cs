using Trainyard.Api;
using Trainyard.Api.Runs;
using Trainyard.Cli.Terminal;

namespace Trainyard.Cli.Run;

/// <summary>Follows a run to its end, through outages of the server.</summary>
/// <param name="client">The server.</param>
/// <param name="runId">The run.</param>
/// <param name="timeout">How long an outage may last.</param>
internal sealed class RunFollower(TrainyardClient client, Guid runId, TimeSpan timeout)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan OutageInterval = TimeSpan.FromSeconds(1);

    public Guid RunId => runId;

    /// <summary>How long one answer may take.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TrainyardClient.Timeout;

    /// <exception cref="CommandException">The run was lost sight of.</exception>
    public async Task<RunView> ToTheEnd(Action<RunView> show, CancellationToken cancellation)
    {
        long? awaySince = null;
        while (true)
        {
            var asked = TimeProvider.System.GetTimestamp();
            try
            {
                var report = await Read(cancellation);
                if (awaySince is not null)
                    Screen.Error("The server answers again.");
                awaySince = null;
                show(report);
                if (report.Outcome is not null)
                    return report;
                await Task.Delay(Interval, TimeProvider.System, cancellation);
            }
            catch (Exception outage) when (IsOutage(outage, cancellation))
            {
                if (awaySince is null)
                {
                    Screen.Error($"The server can't be reached ({outage.Message}); the run may go on there. Asked "
                        + $"again for {Words.Duration(timeout)}.");
                }

                awaySince ??= asked;
                if (TimeProvider.System.GetElapsedTime(awaySince.Value) >= timeout)
                    throw Lost($"the server can't be reached for {Words.Duration(timeout)} ({outage.Message})");
                await Task.Delay(OutageInterval, TimeProvider.System, cancellation);
            }
            catch (Exception refusal) when (refusal is ApiException or CommandException)
            {
                throw Lost(refusal.Message);
            }
        }
    }

    private async Task<RunView> Read(CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(AnswerTimeout);
        return await client.Runs.Read(runId, bound.Token);
    }

    private CommandException Lost(string why) =>
        new($"Lost sight of run {runId}: {why}. It may go on.", ExitCodes.LostSight);

    /// <summary>Whether asking again may help. A time that is over is one of the call, unless the caller's own word
    /// ended it.</summary>
    public static bool IsOutage(Exception exception, CancellationToken cancellation) => exception
        is HttpRequestException or IOException or ApiException { IsOutage: true }
        || exception is OperationCanceledException && !cancellation.IsCancellationRequested;
}
