using MassTransit;
using Trainyard.Contracts;
using Trainyard.Persistence.Documents;

namespace Trainyard.Pipeline.FollowProgress;

/// <summary>Keeps the latest progress of each run, for whoever looks. Progress is no part of the record.</summary>
internal sealed class ProgressConsumer(IDocuments<TrainingProgressed> progress) : IConsumer<TrainingProgressed>
{
    public async Task Consume(ConsumeContext<TrainingProgressed> context)
    {
        var message = context.Message;
        if (await progress.TryInsert(message, context.CancellationToken))
            return;
        // One that is older, or that loses to another, is of no use any more.
        if (await progress.Find(message.RunId.ToString(), context.CancellationToken) is { } stored
            && stored.Document.Iteration < message.Iteration)
        {
            _ = await progress.TryReplace(message, stored.Version, context.CancellationToken);
        }
    }

    public static DocumentCollection<TrainingProgressed> Collection { get; } = new()
    {
        Name = "progress",
        Id = progress => progress.RunId.ToString(),
    };
}

/// <summary>The queue is <c>follow-progress</c>.</summary>
internal sealed class ProgressConsumerDefinition : ConsumerDefinition<ProgressConsumer>
{
    public ProgressConsumerDefinition() => EndpointName = "follow-progress";
}
