using Trainyard.Contracts;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Pipeline.AcceptRequest;

/// <summary>A request as it was accepted. It is stored before anybody is told that it was.</summary>
internal sealed record RequestDocument
{
    public required Guid RunId { get; init; }

    public string? IdempotencyKey { get; init; }

    public required TrainRequested Request { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>The trace of the request, which its run goes on with.</summary>
    public StoredTrace? Trace { get; init; }

    /// <summary>Whether the run is known to have begun.</summary>
    public bool HasBegun { get; init; }

    /// <summary>When to look whether it has, and to begin it where it has not; at once where an earlier version stored
    /// it, which did not say.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>Since when it should have begun, for all that the broker does; null until then.</summary>
    public DateTimeOffset? LateSince { get; init; }

    /// <summary>How often it was tried since.</summary>
    public int Tries { get; init; }

    /// <summary>What kept it at the last try, in one sentence for a person.</summary>
    public string? Obstacle { get; init; }

    public static DocumentCollection<RequestDocument> Collection { get; } = new()
    {
        Name = "requests",
        Id = request => request.RunId.ToString(),
        Indexes =
        [
            new("key", request => request.IdempotencyKey, IsUnique: true),
            new("begun", request => request.HasBegun),
            new("accepted", request => request.AcceptedAt),
            new("due", request => request.DueAt),
        ],
    };
}
