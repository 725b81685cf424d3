using Trainyard.Api;
using Trainyard.Contracts;

namespace Trainyard.Pipeline.AcceptRequest;

/// <summary>What a request may say beside its pipeline: it is kept with the run, and goes along with every message of
/// it.</summary>
internal sealed class RequestBounds(TimeProvider time)
{
    /// <summary>The longest idempotency key, in characters.</summary>
    public const int LongestKey = 200;

    /// <summary>How far ahead a request may say that it was asked for: clocks differ, and not by more.</summary>
    public static readonly TimeSpan LongestAhead = TimeSpan.FromDays(1);

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What a request says beside its pipeline that can't be kept, in a sentence; null when all can.</summary>
    public string? Problem(TrainRequested request) => request.IdempotencyKey?.Length > LongestKey
        ? $"The idempotency key is longer than {LongestKey} characters."
        : Texts.Problem("idempotencyKey", request.IdempotencyKey)
            ?? Texts.Problem("requestedBy", request.RequestedBy)
            ?? Texts.Problem("trigger.name", request.Trigger?.Name)
            ?? Texts.Problem("sourceFolder", request.SourceFolder)
            ?? ProblemOf(request.RequestedAt);

    /// <summary>As much of a request as can be kept.</summary>
    public TrainRequested Cut(TrainRequested request) => request with
    {
        IdempotencyKey = null,
        RequestedBy = Texts.Kept(request.RequestedBy),
        Trigger = request.Trigger is { } trigger ? trigger with { Name = Texts.Kept(trigger.Name) } : null,
        SourceFolder = Texts.Kept(request.SourceFolder),
        RequestedAt = ProblemOf(request.RequestedAt) is null ? request.RequestedAt : null,
    };

    private string? ProblemOf(DateTimeOffset? requestedAt) =>
        requestedAt is { } at && (at < Earliest || at > time.GetUtcNow() + LongestAhead)
            ? $"'requestedAt' is {at:O}; it lies between {Earliest:yyyy} and one day from now."
            : null;
}
