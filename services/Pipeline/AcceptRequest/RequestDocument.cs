using System.Text.Json.Serialization;
using Trainyard.Contracts;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Pipeline.AcceptRequest;

/// <summary>A request as it was accepted. It is stored before anybody is told that it was.</summary>
internal sealed record RequestDocument
{
    public required Guid RunId { get; init; }

    /// <summary>The name of the pipeline.</summary>
    public string Pipeline { get; init; } = "unnamed";

    /// <summary>See <see cref="TrainRequested.IdempotencyKey"/>; null where there is none.</summary>
    public string? IdempotencyKey { get; init; }

    public required TrainRequested Request { get; init; }

    /// <summary>Why its run is rejected whatever its file says; null when that decides.</summary>
    public string? Refusal { get; init; }

    /// <summary>What the idempotency key is unique as: two pipelines may use the same.</summary>
    [JsonIgnore]
    public string? Key => IdempotencyKey is null ? null : $"{Pipeline}\n{IdempotencyKey}";

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
            new("key", request => request.Key, IsUnique: true),
            new("begun", request => request.HasBegun),
            new("accepted", request => request.AcceptedAt),
            new("due", request => request.DueAt),
        ],
        Orders = [["begun", "due"], ["begun", "accepted"]],
    };

    /// <summary>Whether another request asks for the same run: who asks, why and when may differ.</summary>
    public bool AsksForTheSame(RequestDocument other) =>
        Refusal == other.Refusal
        && Request.Pipeline == other.Request.Pipeline
        && Request.SourceFolder == other.Request.SourceFolder
        && OverridesOf(Request).SetEquals(OverridesOf(other.Request));

    private static HashSet<KeyValuePair<string, string>> OverridesOf(TrainRequested request) =>
        [.. request.Overrides ?? new Dictionary<string, string>()];
}
