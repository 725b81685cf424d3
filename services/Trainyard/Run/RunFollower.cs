using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Run;

/// <summary>Follows a run to its end.</summary>
internal sealed class RunFollower(YardClient client, Guid runId)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public Guid RunId => runId;

    public async Task<RunReport> ToTheEnd(Action<RunReport> show, CancellationToken cancellation)
    {
        while (true)
        {
            var report = await client.Run(runId, cancellation);
            show(report);
            if (report.Outcome is not null)
                return report;
            await Task.Delay(Interval, TimeProvider.System, cancellation);
        }
    }
}
