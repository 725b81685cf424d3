using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Jobs;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>Sends an alert. A receiver that is away is tried again; one that refuses is not.</summary>
internal sealed class SendAlertJob(AlertSender sender, ILogger<SendAlertJob> logger) : IJob<SendAlert>
{
    public async Task<IMessage> Run(SendAlert command, JobContext job, CancellationToken cancellation)
    {
        var status = await sender.Send(command, cancellation);
        logger.LogInformation(
            "Sent alert {AlertId} to {Webhook}", command.AlertId, command.Webhook);
        return new AlertSent(command.AlertId, status);
    }
}
