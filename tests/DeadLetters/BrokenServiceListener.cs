using MassTransit;
using Trainyard.Contracts;

namespace Trainyard.DeadLetters.Tests;

/// <summary>Receives what whoever asked is told.</summary>
internal sealed class BrokenServiceListener(BrokenService service)
    : IConsumer<StepFaulted>, IConsumer<JobFaulted>, IConsumer<RequestLost>
{
    public Task Consume(ConsumeContext<RequestLost> context) => service.Note(context).AsTask();

    public Task Consume(ConsumeContext<JobFaulted> context) => service.Note(context).AsTask();

    public Task Consume(ConsumeContext<StepFaulted> context) => service.Note(context).AsTask();
}

internal sealed class BrokenServiceListenerDefinition : ConsumerDefinition<BrokenServiceListener>
{
    public BrokenServiceListenerDefinition() => EndpointName = "listener";
}
