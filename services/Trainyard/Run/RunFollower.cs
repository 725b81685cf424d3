using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Run;

/// <summary>Follows a run to its end.</summary>
internal sealed class RunFollower(YardClient client, Guid runId)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public Guid RunId => runId;

    public async Task<RunReport> ToTheEnd(Action<RunReport> show, CancellationToken cancellation)
    {
        while (true)
        {
            if (await Look(cancellation) is { } report)
            {
                show(report);
                if (report.Outcome is not null)
                    return report;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
    }

    /// <summary>The run, or null while the request is stored but the run has not begun.</summary>
    private async Task<RunReport?> Look(CancellationToken cancellation)
    {
        try
        {
            return await client.Run(runId, cancellation);
        }
        catch (CommandException exception) when (exception.ExitCode == ExitCodes.Rejected)
        {
            return null;
        }
    }
}
