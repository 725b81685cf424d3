using System.Text.Json;
using Trainyard.Contracts;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Jobs.Store;

/// <summary>A stored job: the command, who works on it, and the reply until it is published.</summary>
internal sealed record JobDocument
{
    /// <summary>How many messages are remembered.</summary>
    public const int MostReceived = 100;

    public required string Id { get; init; }

    public required string Kind { get; init; }

    /// <summary>The run it belongs to; null for work that belongs to none.</summary>
    public Guid? RunId { get; init; }

    public required JsonElement Command { get; init; }

    /// <summary>Whose turn it takes, see <see cref="ICommand.Flow"/>.</summary>
    public string Flow { get; init; } = "";

    /// <summary>Its place among those of its kind that wait, see <see cref="FairTurns"/>.</summary>
    public long Turn { get; init; }

    /// <summary>The trace of the message that brought it first: every attempt, and the reply, go on with it.</summary>
    public StoredTrace? Trace { get; init; }

    /// <summary>The ids of the latest messages that brought it, at most <see cref="MostReceived"/>. One of them again
    /// is a repeat; another asks anew, as does one that is older than all of them.</summary>
    public IReadOnlyList<Guid> Received { get; init; } = [];

    public required JobState State { get; init; }

    /// <summary>When somebody has to look at the job: waiting, since it came or not before the end of its pause;
    /// running, the end of the lease; done, when the reply should have been published by; null when nobody has to. By
    /// the clock of whoever wrote it: others go by <see cref="Hold"/> too.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How long it is kept from others, from when that was written until <see cref="DueAt"/>: running, the
    /// lease; waiting, the pause after an attempt; null when it is anybody's.</summary>
    public TimeSpan? Hold { get; init; }

    /// <summary>When it was over: done, given up, or cancelled; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string? Worker { get; init; }

    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>One more with each claim: whoever holds an older number may not write.</summary>
    public long Fence { get; init; }

    public int Attempt { get; init; }

    /// <summary>What an attempt kept last for another to go on from; absent when the job is over.</summary>
    public ArtifactReference? Checkpoint { get; init; }

    /// <summary>Why it was given up; null when it was not.</summary>
    public string? Failure { get; init; }

    /// <summary>Why the last attempt failed that was followed by a pause; null when none was.</summary>
    public string? Setback { get; init; }

    public string? ReplyType { get; init; }

    public JsonElement? Reply { get; init; }

    public Guid? ReplyId { get; init; }

    /// <summary>How often publishing the reply failed since it was last published.</summary>
    public int ReplyFailures { get; init; }

    public static DocumentCollection<JobDocument> Collection { get; } = new()
    {
        Name = "jobs",
        Id = job => job.Id,
        Indexes =
        [
            // Jobs that are over have none, or one of their own: however many there are, the next one is found at once.
            new("open", OpenAs),
            new("due", job => job.DueAt),
            new("turn", job => job.Turn),
            new("flow", job => FlowOf(job.Kind, job.Flow)),
            new("run", job => job.RunId?.ToString()),
            new("ended", job => job.DueAt is null ? job.EndedAt : null),
        ],
        // The next job is the first of its kind, however long the backlog is, and so is the latest of a flow.
        Orders = [["open", "turn"], ["open", "due"], ["flow", "turn"]],
    };

    /// <summary>The value of the index <c>open</c> for jobs of a kind that somebody works on, or that wait for the end
    /// of a pause.</summary>
    public static string Held(string kind) => kind + " held";

    /// <summary>The value of the index <c>open</c> for jobs of a kind whose reply may not be published yet.</summary>
    public static string Replied(string kind) => kind + " replied";

    /// <summary>The value of the index <c>open</c> for jobs of a kind that were given up, and have no reply to
    /// publish.</summary>
    public static string GivenUp(string kind) => kind + " given up";

    /// <summary>The value of the index <c>flow</c>.</summary>
    public static string FlowOf(string kind, string flow) => $"{kind} {flow}";

    /// <summary>The job without the lease, or the grace, that somebody has; null when nobody has one.</summary>
    public JobDocument? WithoutLease(DateTimeOffset now) => State switch
    {
        JobState.Waiting or JobState.Cancelled => null,
        JobState.Running => this with { DueAt = now, Hold = TimeSpan.Zero },
        JobState.Done => DueAt is null ? null : this with { DueAt = now },
        _ => throw new InvalidOperationException($"No lease of {Id} is known, which is {State}."),
    };

    private static string? OpenAs(JobDocument job) => job switch
    {
        { DueAt: null, State: JobState.Done, Failure: not null } => GivenUp(job.Kind),
        { DueAt: null } => null,
        { State: JobState.Done } => Replied(job.Kind),
        { Hold: not null } => Held(job.Kind),
        _ => job.Kind,
    };
}

/// <summary>Where a job is.</summary>
internal enum JobState
{
    /// <summary>Nobody works on it.</summary>
    Waiting,

    /// <summary>A worker holds the lease.</summary>
    Running,

    /// <summary>It is over, done or given up; its reply is stored, where anybody waits for one.</summary>
    Done,

    /// <summary>The run needs it no more.</summary>
    Cancelled,
}
