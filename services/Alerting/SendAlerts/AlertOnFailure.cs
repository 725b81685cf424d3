using MassTransit;
using Trainyard.Contracts;
using Trainyard.Pipelines.Receivers;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>Tells those who asked of rejected or faulted runs.</summary>
internal sealed class AlertOnFailure(Alerts alerts) : IConsumer<TrainingFailed>
{
    public Task Consume(ConsumeContext<TrainingFailed> context)
    {
        var failed = context.Message;
        var ending = failed.Outcome == RunOutcome.Rejected ? AlertOn.Rejected : AlertOn.Faulted;
        var alert = new Alert
        {
            RunId = failed.RunId,
            Pipeline = failed.Pipeline,
            Outcome = failed.Outcome,
            Step = failed.Step,
            Reason = failed.Reason,
            Message = failed.Message,
            Findings = failed.Findings,
            Gate = failed.Gate,
            Owner = failed.Owner,
            EndedAt = failed.EndedAt,
        };
        return alerts.Raise(ending, failed.Definition, alert, context.CancellationToken);
    }
}

/// <summary>The queue is <c>alert-on-failure</c>.</summary>
internal sealed class AlertOnFailureDefinition : ConsumerDefinition<AlertOnFailure>
{
    public AlertOnFailureDefinition() => EndpointName = "alert-on-failure";
}
