using MassTransit;
using Trainyard.Contracts;

namespace Trainyard.Pipeline.AcceptRequest;

/// <summary>Takes requests from the bus, those of plain AMQP clients included.</summary>
internal sealed class TrainRequestConsumer(Intake intake) : IConsumer<TrainRequested>
{
    public Task Consume(ConsumeContext<TrainRequested> context)
    {
        var request = context.Message;
        var runId = request.RunId != Guid.Empty ? request.RunId : context.MessageId ?? NewId.NextGuid();
        return intake.Accept(request with { RunId = runId }, context.CancellationToken);
    }
}

/// <summary>The queue is <c>train-requests</c>; it also reads plain JSON, without MassTransit's envelope.</summary>
internal sealed class TrainRequestConsumerDefinition : ConsumerDefinition<TrainRequestConsumer>
{
    public TrainRequestConsumerDefinition() => EndpointName = "train-requests";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<TrainRequestConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.UseRawJsonDeserializer(RawSerializerOptions.All, isDefault: false);
}
