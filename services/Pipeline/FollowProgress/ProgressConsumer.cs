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
        // One that is older, or that loses to another, is of no use any more. After a worker died, newer ones may tell
        // of fewer iterations.
        if (await progress.Find(message.RunId.ToString(), context.CancellationToken) is { } stored
            && (stored.Document.Claim, stored.Document.Iteration).CompareTo((message.Claim, message.Iteration)) < 0)
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
