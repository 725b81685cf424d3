using MassTransit;
using Trainyard.Contracts;
using Trainyard.Pipelines.Receivers;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>Tells those who asked of succeeded runs.</summary>
internal sealed class AlertOnSuccess(Alerts alerts) : IConsumer<TrainingSucceeded>
{
    public Task Consume(ConsumeContext<TrainingSucceeded> context)
    {
        var succeeded = context.Message;
        var place = succeeded.Alias is { } alias ? $" and answers as {alias}" : "";
        var alert = new Alert
        {
            RunId = succeeded.RunId,
            Pipeline = succeeded.Pipeline,
            Outcome = RunOutcome.Succeeded,
            Step = Step.Announce,
            Message = $"Version {succeeded.Version} of model '{succeeded.Model}' is registered{place}.",
            Gate = succeeded.Gate,
            Metrics = succeeded.Metrics,
            Version = succeeded.Version,
            Endpoint = succeeded.Endpoint,
            EndedAt = succeeded.EndedAt,
        };
        return alerts.Raise(AlertOn.Succeeded, succeeded.Definition, alert, context.CancellationToken);
    }
}

/// <summary>The queue is <c>alert-on-success</c>.</summary>
internal sealed class AlertOnSuccessDefinition : ConsumerDefinition<AlertOnSuccess>
{
    public AlertOnSuccessDefinition() => EndpointName = "alert-on-success";
}
