using Trainyard.Persistence.Documents;

namespace Trainyard.Monitoring.KeepDeadLetters;

/// <summary>A queue that messages died in, and whether somebody was told that they pile up.</summary>
internal sealed record DeadQueue
{
    public required string Queue { get; init; }

    /// <summary>The filling under way: from reaching the threshold until it is below again. Null between two.</summary>
    public Guid? Filling { get; init; }

    /// <summary>Since when, UTC.</summary>
    public DateTimeOffset? FullSince { get; init; }

    /// <summary>Whether the alert of this filling is stored.</summary>
    public bool HasAlerted { get; init; }

    public static DocumentCollection<DeadQueue> Collection { get; } = new()
    {
        Name = "dead_queues",
        Id = queue => queue.Queue,
    };
}
