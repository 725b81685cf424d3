using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Jobs;

namespace Trainyard.Monitoring.SendAlerts;

/// <summary>Sends an alert. A receiver that is away is tried again; one that refuses is not.</summary>
internal sealed class SendAlertJob(AlertSender sender, ILogger<SendAlertJob> logger) : IJob<SendAlert>
{
    public async Task<IMessage> Run(SendAlert command, JobContext job, CancellationToken cancellation)
    {
        var status = await sender.Send(command, cancellation);
        logger.LogInformation(
            "Sent alert {Number} of {Subject} to {Webhook}", command.Number, command.Subject, command.Webhook);
        return new AlertSent(command.Subject, command.Number, status);
    }
}
