using MassTransit;
using Trainyard.Contracts;
using Trainyard.Jobs;
using Trainyard.Pipelines.Receivers;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>Tells the receiver of the settings, if there is one, that dead letters pile up.</summary>
internal sealed class AlertOnDeadLetters(DeadLetterReceiver receiver, IOwnJobs<SendAlert> jobs)
    : IConsumer<DeadLettersPiledUp>
{
    public Task Consume(ConsumeContext<DeadLettersPiledUp> context)
    {
        var piled = context.Message;
        if (string.IsNullOrEmpty(receiver.Webhook))
            return Task.CompletedTask;
        var alert = new SendAlert
        {
            AlertId = SendAlert.IdOf(piled.FillingId, 1),
            Number = 1,
            Receiver = new WebhookReceiver { Address = receiver.Webhook },
            IsForTheOperator = true,
            DeadLetters = new DeadLettersAlert
            {
                Queue = piled.Queue,
                Count = piled.Count,
                Threshold = piled.Threshold,
                Message = piled.Message,
                Latest = piled.Latest,
                LatestRunId = piled.LatestRunId,
                Since = piled.Since,
            },
        };
        return jobs.Store(alert, context.CancellationToken);
    }
}

/// <summary>The queue is <c>alert-on-dead-letters</c>.</summary>
internal sealed class AlertOnDeadLettersDefinition : ConsumerDefinition<AlertOnDeadLetters>
{
    public AlertOnDeadLettersDefinition() => EndpointName = "alert-on-dead-letters";
}
