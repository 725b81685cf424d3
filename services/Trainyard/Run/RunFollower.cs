using Trainyard.Api;
using Trainyard.Api.Runs;

namespace Trainyard.Cli.Run;

/// <summary>Follows a run to its end.</summary>
internal sealed class RunFollower(TrainyardClient client, Guid runId)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public Guid RunId => runId;

    public async Task<RunView> ToTheEnd(Action<RunView> show, CancellationToken cancellation)
    {
        while (true)
        {
            var report = await client.Runs.Read(runId, cancellation);
            show(report);
            if (report.Outcome is not null)
                return report;
            await Task.Delay(Interval, TimeProvider.System, cancellation);
        }
    }
}
