using Trainyard.Api;
using Trainyard.Contracts;

namespace Trainyard.Pipeline.AcceptRequest;

/// <summary>How much a request may say: it is kept with the run, and goes along with every message of it.</summary>
internal sealed class RequestBounds(Texts texts, RequestSettings settings, TimeProvider time)
{
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What of a request can't be kept, in a sentence; null when all of it can. Asked before anything is made
    /// of it.</summary>
    public string? Problem(TrainRequested request) =>
        texts.ProblemOfKey("idempotencyKey", request.IdempotencyKey)
        ?? texts.Problem("requestedBy", request.RequestedBy)
        ?? texts.Problem("trigger.name", request.Trigger?.Name)
        ?? Triggers.Problem(request.Trigger)
        ?? texts.Problem("sourceFolder", request.SourceFolder)
        ?? ProblemOf(request.Pipeline)
        ?? ProblemOf(request.Overrides)
        ?? ProblemOf(request.RequestedAt);

    /// <summary>As much of a request as can be kept.</summary>
    public TrainRequested Cut(TrainRequested request) => request with
    {
        IdempotencyKey = null,
        RequestedBy = texts.Kept(request.RequestedBy),
        Trigger = request.Trigger is { } trigger && Triggers.Problem(trigger) is null
            ? trigger with { Name = texts.Kept(trigger.Name) }
            : null,
        SourceFolder = texts.Kept(request.SourceFolder),
        Pipeline = ProblemOf(request.Pipeline) is null ? request.Pipeline : "",
        Overrides = ProblemOf(request.Overrides) is null ? request.Overrides : null,
        RequestedAt = ProblemOf(request.RequestedAt) is null ? request.RequestedAt : null,
    };

    private string? ProblemOf(string? pipeline) => pipeline?.Length > settings.LongestPipeline
        ? $"'pipeline' has {pipeline.Length} characters; it may have {settings.LongestPipeline} "
            + "(Requests:LongestPipeline)."
        : null;

    private string? ProblemOf(IReadOnlyDictionary<string, string>? overrides)
    {
        if (overrides is null)
            return null;
        if (overrides.Count > settings.MostOverrides)
            return $"'overrides' holds {overrides.Count} values; it may hold {settings.MostOverrides} "
                + "(Requests:MostOverrides). Write them into the file.";
        var length = overrides.Sum(replaced => (long)replaced.Key.Length + (replaced.Value?.Length ?? 0));
        return length > settings.LongestOverrides
            ? $"'overrides' has {length} characters; it may have {settings.LongestOverrides} "
                + "(Requests:LongestOverrides). Write them into the file."
            : null;
    }

    private string? ProblemOf(DateTimeOffset? requestedAt) =>
        requestedAt is { } at && (at < Earliest || at > time.GetUtcNow() + settings.LongestAhead)
            ? $"'requestedAt' is {at:O}; it lies between {Earliest:yyyy} and {Ahead} from now."
            : null;

    private string Ahead => settings.LongestAhead == TimeSpan.FromDays(1) ? "one day" : $"{settings.LongestAhead:g}";
}
