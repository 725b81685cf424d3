namespace Trainyard.Contracts;

/// <summary>
/// A job that is no step of a run could not be done, after the retries. For whoever asked for it, who knows it by its
/// key. Published once; a repeat has the same message id.
/// </summary>
public sealed record JobFaulted : IMessage
{
    /// <summary>The name of the command, for example <c>MoveAlias</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What tells the job apart from others of its kind: for a deployment or a move its id.</summary>
    public required string Key { get; init; }

    /// <summary>The run that it belongs to, if any.</summary>
    public Guid? RunId { get; init; }

    /// <summary>What went wrong, without stack trace or secret.</summary>
    public required string Reason { get; init; }

    /// <summary>Who worked on it last, on which attempt, from when and for how long.</summary>
    public required WorkDone Work { get; init; }

    /// <summary>What is said of a command that got lost before anybody began with it.</summary>
    /// <param name="kind">See <see cref="Kind"/>.</param>
    /// <param name="key">See <see cref="Key"/>.</param>
    /// <param name="runId">See <see cref="RunId"/>.</param>
    /// <param name="reason">Why, in one sentence for a person.</param>
    /// <param name="worker">Where, as far as it is known.</param>
    /// <param name="at">When, UTC.</param>
    public static JobFaulted Lost(
        string kind, string key, Guid? runId, string reason, string? worker, DateTimeOffset at) => new()
    {
        Kind = kind, Key = key, RunId = runId, Reason = reason, Work = WorkDone.NotBegun(service: null, worker, at),
    };
}
