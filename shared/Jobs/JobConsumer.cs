using MassTransit;
using Trainyard.Contracts;
using Trainyard.Jobs.Store;
using Trainyard.Jobs.Worker;

namespace Trainyard.Jobs;

/// <summary>Stores an order as a job and acknowledges it; the work itself may take hours and is no business of the
/// bus.</summary>
internal sealed class JobConsumer<TOrder>(JobStore<TOrder> store, JobBell<TOrder> bell, JobTeller<TOrder> teller)
    : IConsumer<TOrder>
    where TOrder : class, IRunMessage
{
    public async Task Consume(ConsumeContext<TOrder> context)
    {
        if (await store.Accept(context.Message, context.MessageId, context.CancellationToken) is { } done)
            await teller.TryAnswer(done, context.CancellationToken);
        else
            bell.Ring();
    }
}

/// <summary>Ends the jobs of a run that needs them no more, and those that are ordered for it still.</summary>
internal sealed class StopConsumer<TOrder>(JobStore<TOrder> store, JobBell<TOrder> bell) : IConsumer<StopWork>
    where TOrder : class, IRunMessage
{
    public async Task Consume(ConsumeContext<StopWork> context)
    {
        await store.CancelRun(context.Message.RunId, context.CancellationToken);
        await bell.Stop(context.Message.RunId);
    }
}

/// <summary>The queue of a job is named for its order, for example <c>train-model</c>.</summary>
internal static class JobQueue
{
    public static string NameOf<TOrder>() => KebabCaseEndpointNameFormatter.Instance.SanitizeName(typeof(TOrder).Name);
}

/// <summary>See <see cref="JobQueue"/>.</summary>
internal sealed class JobConsumerDefinition<TOrder> : ConsumerDefinition<JobConsumer<TOrder>>
    where TOrder : class, IRunMessage
{
    public JobConsumerDefinition() => EndpointName = JobQueue.NameOf<TOrder>();
}

/// <summary>See <see cref="JobQueue"/>.</summary>
internal sealed class StopConsumerDefinition<TOrder> : ConsumerDefinition<StopConsumer<TOrder>>
    where TOrder : class, IRunMessage
{
    public StopConsumerDefinition() => EndpointName = JobQueue.NameOf<TOrder>();
}
