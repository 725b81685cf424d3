using MassTransit;
using Trainyard.Contracts;

namespace Trainyard.Pipeline.AcceptRequest;

/// <summary>Hears of requests that died on their way here, and gives each an ending.</summary>
internal sealed class LostRequestConsumer(Intake intake) : IConsumer<RequestLost>
{
    public Task Consume(ConsumeContext<RequestLost> context) =>
        intake.RejectLost(context.Message, context.CancellationToken);
}

/// <summary>The queue is <c>lost-requests</c>.</summary>
internal sealed class LostRequestConsumerDefinition : ConsumerDefinition<LostRequestConsumer>
{
    public LostRequestConsumerDefinition() => EndpointName = "lost-requests";
}
