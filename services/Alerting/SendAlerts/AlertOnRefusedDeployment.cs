using MassTransit;
using Microsoft.Extensions.Logging;
using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Pipelines.Receivers;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>Tells the receiver of the settings, if there is one, that somebody wants served what the registry did not
/// sign.</summary>
internal sealed class AlertOnRefusedDeployment(
    DeadLetterReceiver receiver, IOwnJobs<SendAlert> jobs, ILogger<AlertOnRefusedDeployment> logger)
    : IConsumer<DeploymentRefused>
{
    public Task Consume(ConsumeContext<DeploymentRefused> context)
    {
        var refused = context.Message;
        logger.LogError(
            "Serving refused version {Version} of {Model} for {Alias}, change {Change}: {Reason}",
            refused.Version, refused.Model, refused.Alias, refused.Change, refused.Reason);
        if (string.IsNullOrEmpty(receiver.Webhook))
            return Task.CompletedTask;
        return jobs.Store(
            new SendAlert
            {
                AlertId = SendAlert.IdOf(context.MessageId ?? refused.DeploymentId, 1),
                Number = 1,
                Receiver = new WebhookReceiver { Address = receiver.Webhook },
                IsForTheOperator = true,
                Refusal = RefusedDeploymentAlert.Of(refused),
            },
            context.CancellationToken);
    }
}

/// <summary>The queue is <c>alert-on-refused-deployments</c>.</summary>
internal sealed class AlertOnRefusedDeploymentDefinition : ConsumerDefinition<AlertOnRefusedDeployment>
{
    public AlertOnRefusedDeploymentDefinition() => EndpointName = "alert-on-refused-deployments";
}
