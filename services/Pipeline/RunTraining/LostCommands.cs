using MassTransit;
using Trainyard.Contracts;
using Trainyard.Hosting.Bus;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>A command that a service could not even store, after all its attempts, is a step that broke.</summary>
internal sealed class LostCommands(TimeProvider time) :
    IConsumer<Fault<FetchData>>, IConsumer<Fault<CheckData>>, IConsumer<Fault<PrepareData>>,
    IConsumer<Fault<TrainModel>>,
    IConsumer<Fault<ValidateModel>>, IConsumer<Fault<RegisterModel>>, IConsumer<Fault<DeployModel>>,
    IConsumer<Fault<AnnounceSuccess>>
{
    public Task Consume(ConsumeContext<Fault<FetchData>> context) => Tell(context);

    public Task Consume(ConsumeContext<Fault<CheckData>> context) => Tell(context);

    public Task Consume(ConsumeContext<Fault<PrepareData>> context) => Tell(context);

    public Task Consume(ConsumeContext<Fault<TrainModel>> context) => Tell(context);

    public Task Consume(ConsumeContext<Fault<ValidateModel>> context) => Tell(context);

    public Task Consume(ConsumeContext<Fault<RegisterModel>> context) => Tell(context);

    public Task Consume(ConsumeContext<Fault<DeployModel>> context) => Tell(context);

    public Task Consume(ConsumeContext<Fault<AnnounceSuccess>> context) => Tell(context);

    private Task Tell<T>(ConsumeContext<Fault<T>> context)
        where T : class, IRunCommand =>
        context.Publish(OrderSteps.Lost(
            typeof(T),
            context.Message.Message.RunId,
            "The service could not store the command; its log says more.",
            context.Message.Host?.MachineName,
            time.GetUtcNow())!);
}

/// <summary>The queue is <c>lost-commands</c>.</summary>
internal sealed class LostCommandsDefinition : ConsumerDefinition<LostCommands>
{
    public LostCommandsDefinition() => EndpointName = "lost-commands";
}
