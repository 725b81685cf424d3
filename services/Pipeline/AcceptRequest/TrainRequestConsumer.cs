using System.Diagnostics;
using MassTransit;
using MassTransit.Logging;
using Trainyard.Contracts;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Pipeline.AcceptRequest;

/// <summary>Takes requests from the bus, those of plain AMQP clients included.</summary>
internal sealed class TrainRequestConsumer(Intake intake) : IConsumer<TrainRequested>
{
    public async Task Consume(ConsumeContext<TrainRequested> context)
    {
        using var activity = ResumePlain(context.Headers);
        var request = context.Message;
        var runId = request.RunId != Guid.Empty ? request.RunId : context.MessageId ?? NewId.NextGuid();
        await intake.AcceptFromBus(request with { RunId = runId }, context.CancellationToken);
    }

    /// <summary>The bus has a header of its own for the trace. Others write that of W3C.</summary>
    private static Activity? ResumePlain(Headers headers) =>
        headers.Get<string>(DiagnosticHeaders.ActivityId) is null && headers.Get<string>("traceparent") is { } parent
            ? StoredTrace.Resume(new StoredTrace(parent, headers.Get<string>("tracestate")), "run request")
            : null;
}

/// <summary>The queue is <c>train-requests</c>; it also reads plain JSON, without MassTransit's envelope, and takes it
/// for every message that it knows: that is one alone.</summary>
internal sealed class TrainRequestConsumerDefinition : ConsumerDefinition<TrainRequestConsumer>
{
    public TrainRequestConsumerDefinition() => EndpointName = "train-requests";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<TrainRequestConsumer> consumerConfigurator,
        IRegistrationContext context) =>
        endpointConfigurator.UseRawJsonDeserializer(RawSerializerOptions.All, isDefault: false);
}
