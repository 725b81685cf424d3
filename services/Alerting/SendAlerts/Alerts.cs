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
        foreach (var (index, wanted) in pipeline.Alerts.Index())
        {
            if (!wanted.On.Contains(ending)) continue;
            var webhook = wanted.Receiver as WebhookReceiver
                ?? throw new NotSupportedException($"Nothing here sends to a {wanted.Receiver.GetType().Name}.");
            var command = new SendAlert
            {
                AlertId = SendAlert.IdOf(alert.RunId, index + 1),
                RunId = alert.RunId,
                Number = index + 1,
                Webhook = webhook.Address,
                Alert = alert,
            };
            await jobs.Store(command, cancellation);
        }
    }
}
