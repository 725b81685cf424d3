using Trainyard.Persistence.Documents;

namespace Trainyard.DeadLetters;

/// <summary>A queue that messages died in, and whether the others were told that they pile up.</summary>
internal sealed record DeadQueue
{
    public required string Queue { get; init; }

    /// <summary>The filling under way: from reaching the threshold until it is below again. Null between two.</summary>
    public Guid? Filling { get; init; }

    /// <summary>Since when, UTC.</summary>
    public DateTimeOffset? FullSince { get; init; }

    /// <summary>Whether <c>DeadLettersPiledUp</c> of this filling was published.</summary>
    public bool IsAnnounced { get; init; }

    public static DocumentCollection<DeadQueue> Collection { get; } = new()
    {
        Name = "dead_queues",
        Id = queue => queue.Queue,
    };
}
