using Microsoft.Extensions.Logging;
using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Pipelines;

namespace Trainyard.Monitoring.SendAlerts;

/// <summary>
/// Stores an alert for each receiver that a pipeline names for an ending. A repeated event stores nothing new.
/// </summary>
internal sealed class Alerts(IArtifactStore artifacts, IOwnJobs<SendAlert> jobs, ILogger<Alerts> logger)
{
    public async Task Raise(AlertOn ending, ArtifactReference? definition, Alert alert, CancellationToken cancellation)
    {
        if (definition is null)
        {
            logger.LogInformation("Run {RunId} has no valid pipeline, and so nobody to alert", alert.RunId);
            return;
        }

        var pipeline = PipelineJson.Read(await artifacts.Read(definition, cancellation));
        alert = alert with
        {
            Owner = alert.Owner ?? pipeline.Owner,
            Participants = pipeline.Participants.ToDictionary(
                part => part.Key, part => new AlertParticipant(part.Value.Name, part.Value.Team)),
        };
        foreach (var (index, receiver) in pipeline.Alerts.Index())
        {
            if (!receiver.On.Contains(ending)) continue;
            await jobs.Store(
                new SendAlert { Subject = alert.RunId, Number = index + 1, Webhook = receiver.Webhook, Alert = alert },
                cancellation);
        }
    }
}
