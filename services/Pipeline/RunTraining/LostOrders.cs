using MassTransit;
using Trainyard.Contracts;

namespace Trainyard.Pipeline.RunTraining;

/// <summary>An order that a service could not even store, after all its attempts, is a step that broke.</summary>
internal sealed class LostOrders(TimeProvider time) :
    IConsumer<Fault<FetchData>>, IConsumer<Fault<CheckData>>, IConsumer<Fault<PrepareData>>,
    IConsumer<Fault<TrainModel>>,
    IConsumer<Fault<ValidateModel>>, IConsumer<Fault<RegisterModel>>, IConsumer<Fault<DeployModel>>,
    IConsumer<Fault<AnnounceSuccess>>
{
    public Task Consume(ConsumeContext<Fault<FetchData>> context) => Tell(context, Step.Fetch);

    public Task Consume(ConsumeContext<Fault<CheckData>> context) => Tell(context, Step.Check);

    public Task Consume(ConsumeContext<Fault<PrepareData>> context) => Tell(context, Step.Prepare);

    public Task Consume(ConsumeContext<Fault<TrainModel>> context) => Tell(context, Step.Train);

    public Task Consume(ConsumeContext<Fault<ValidateModel>> context) => Tell(context, Step.Validate);

    public Task Consume(ConsumeContext<Fault<RegisterModel>> context) => Tell(context, Step.Register);

    public Task Consume(ConsumeContext<Fault<DeployModel>> context) => Tell(context, Step.Deploy);

    public Task Consume(ConsumeContext<Fault<AnnounceSuccess>> context) => Tell(context, Step.Announce);

    private Task Tell<T>(ConsumeContext<Fault<T>> context, Step step)
        where T : class, IRunOrder =>
        context.Publish(new StepFaulted
        {
            RunId = context.Message.Message.RunId,
            Step = step,
            Reason = "The service could not store the order; its log says more.",
            Work = new WorkDone
            {
                Service = step.ToString().ToLowerInvariant(),
                Worker = context.Message.Host?.MachineName ?? "unknown",
                Attempt = 1,
                StartedAt = time.GetUtcNow(),
                Elapsed = TimeSpan.Zero,
            },
        });
}

/// <summary>The queue is <c>lost-orders</c>.</summary>
internal sealed class LostOrdersDefinition : ConsumerDefinition<LostOrders>
{
    public LostOrdersDefinition() => EndpointName = "lost-orders";
}
