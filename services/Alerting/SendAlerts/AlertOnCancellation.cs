using MassTransit;
using Trainyard.Contracts;
using Trainyard.Pipelines.Receivers;

namespace Trainyard.Alerting.SendAlerts;

/// <summary>Tells those who asked of cancelled runs.</summary>
internal sealed class AlertOnCancellation(Alerts alerts) : IConsumer<TrainingCancelled>
{
    public Task Consume(ConsumeContext<TrainingCancelled> context)
    {
        var cancelled = context.Message;
        var reason = cancelled.Reason is { Length: > 0 } words ? $": {words}" : ".";
        var alert = new Alert
        {
            RunId = cancelled.RunId,
            Pipeline = cancelled.Pipeline,
            Outcome = RunOutcome.Cancelled,
            Step = cancelled.Step,
            Message = $"{cancelled.CancelledBy} stopped the run{reason}",
            EndedAt = cancelled.EndedAt,
        };
        return alerts.Raise(AlertOn.Cancelled, cancelled.Definition, alert, context.CancellationToken);
    }
}

/// <summary>The queue is <c>alert-on-cancellation</c>.</summary>
internal sealed class AlertOnCancellationDefinition : ConsumerDefinition<AlertOnCancellation>
{
    public AlertOnCancellationDefinition() => EndpointName = "alert-on-cancellation";
}
