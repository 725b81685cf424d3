using Microsoft.Extensions.Logging;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Receivers;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>
/// Stores an alert for each receiver that a pipeline names for an ending. A repeated event stores nothing new.
/// </summary>
internal sealed class Alerts(IArtifactStore artifacts, IOwnJobs<SendAlert> jobs, ILogger<Alerts> logger)
{
    public async Task Raise(IRunEnding ending, CancellationToken cancellation)
    {
        if (ending.Definition is not { } definition)
        {
            logger.LogInformation("Run {RunId} has no valid pipeline, and so nobody to alert", ending.RunId);
            return;
        }

        var pipeline = PipelineJson.Read(await artifacts.Read(definition, cancellation));
        var alert = Alert.Of(ending, pipeline);
        foreach (var (index, wanted) in pipeline.Alerts.Index())
        {
            if (!wanted.On.Contains(EndingOf(ending.Outcome))) continue;
            var command = new SendAlert
            {
                AlertId = SendAlert.IdOf(alert.RunId, index + 1),
                RunId = alert.RunId,
                Number = index + 1,
                Receiver = wanted.Receiver,
                Alert = alert,
            };
            await jobs.Store(command, cancellation);
        }
    }

    private static AlertOn EndingOf(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Succeeded => AlertOn.Succeeded,
        RunOutcome.Rejected => AlertOn.Rejected,
        RunOutcome.Faulted => AlertOn.Faulted,
        RunOutcome.Cancelled => AlertOn.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "A run does not end so."),
    };
}
