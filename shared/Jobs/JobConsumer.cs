using MassTransit;
using Trainyard.Contracts;
using Trainyard.Jobs.Store;
using Trainyard.Jobs.Worker;

namespace Trainyard.Jobs;

/// <summary>Stores a command as a job and acknowledges it; the work itself may take hours and is no business of the
/// bus.</summary>
internal sealed class JobConsumer<TCommand>(
    JobStore<TCommand> store, JobSignal<TCommand> signal, JobPublisher<TCommand> publisher)
    : IConsumer<TCommand>
    where TCommand : class
{
    public async Task Consume(ConsumeContext<TCommand> context)
    {
        if (await store.Accept(context.Message, context.MessageId, context.CancellationToken) is { } done)
            await publisher.TryReply(done, context.CancellationToken);
        else
            signal.Ring();
    }
}

/// <summary>Ends the jobs of a run that needs them no more, and those that are still to come for it.</summary>
internal sealed class StopConsumer<TCommand>(JobStore<TCommand> store, JobSignal<TCommand> signal) : IConsumer<StopWork>
    where TCommand : class
{
    public async Task Consume(ConsumeContext<StopWork> context)
    {
        await store.CancelRun(context.Message.RunId, context.CancellationToken);
        await signal.Stop(context.Message.RunId);
    }
}

/// <summary>The queue of a job is named for its command, for example <c>train-model</c>.</summary>
internal static class JobQueue
{
    public static string NameOf<TCommand>() =>
        KebabCaseEndpointNameFormatter.Instance.SanitizeName(typeof(TCommand).Name);
}

/// <summary>See <see cref="JobQueue"/>.</summary>
internal sealed class JobConsumerDefinition<TCommand> : ConsumerDefinition<JobConsumer<TCommand>>
    where TCommand : class
{
    public JobConsumerDefinition() => EndpointName = JobQueue.NameOf<TCommand>();
}

/// <summary>See <see cref="JobQueue"/>.</summary>
internal sealed class StopConsumerDefinition<TCommand> : ConsumerDefinition<StopConsumer<TCommand>>
    where TCommand : class
{
    public StopConsumerDefinition() => EndpointName = JobQueue.NameOf<TCommand>();
}
