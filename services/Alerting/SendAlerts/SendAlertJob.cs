using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Jobs;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>Sends an alert. A receiver that is away is tried again; one that refuses is not.</summary>
internal sealed class SendAlertJob(AlertSender sender, ILogger<SendAlertJob> logger) : IJob<SendAlert>
{
    public async Task<IMessage> Run(SendAlert command, JobContext job, CancellationToken cancellation)
    {
        var answer = await sender.Send(command, cancellation);
        logger.LogInformation(
            "Sent alert {AlertId} to {Receiver}: {Answer}", command.AlertId, command.ShownReceiver, answer);
        return new AlertSent(command.AlertId, answer);
    }
}
