using System.Text.Json;
using Trainyard.Contracts;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Tracing;

namespace Trainyard.Jobs.Store;

/// <summary>The jobs of one kind in the database of a service. Every change is one atomic write under a
/// version.</summary>
internal sealed class JobStore<TCommand>(
    IDocuments<JobDocument> jobs, IDocuments<StoppedRun> stopped, JobKind<TCommand> kind, TimeProvider time)
    where TCommand : class
{
    /// <summary>How long a stored reply may take to be published before somebody else publishes it.</summary>
    public static readonly TimeSpan ReplyGrace = TimeSpan.FromSeconds(10);

    /// <summary>How far apart a reply that always fails is tried at most.</summary>
    private const int LongestReplyPause = 64;

    /// <summary>How long held jobs are not looked for while others wait: each look reads all of them.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private readonly FairTurns _turns = new(jobs, kind.Name);
    private readonly HeldJobs _held = new(time);
    private readonly Lock _lock = new();
    private Task _storing = Task.CompletedTask;
    private long? _looked;

    /// <summary>Stores a command; one that is under way goes on. Gives the job back if it is done and is to be answered
    /// again: to whoever asks again, which is another message, and not for another copy of one.</summary>
    public async Task<JobDocument?> Accept(TCommand command, Guid? messageId, CancellationToken cancellation)
    {
        var job = new JobDocument
        {
            Id = kind.IdOf(command),
            Kind = kind.Name,
            Flow = kind.Flow(command),
            RunId = kind.Run(command),
            Trace = StoredTrace.Current(),
            Command = JsonSerializer.SerializeToElement(command, JobJson.Options),
            Received = messageId is { } first ? [first] : [],
            State = JobState.Waiting,
            DueAt = time.GetUtcNow(),
        };
        if (await Insert(job, cancellation))
            return null;
        var received = await Change(job.Id, found => Receive(found, messageId), cancellation);
        return received is { State: JobState.Done, DueAt: not null } ? received : null;
    }

    /// <summary>Whether <see cref="Next"/> would give a job. It takes no look at held jobs from whoever then asks for
    /// the job itself. For one caller at a time.</summary>
    public async Task<bool> HasNext(CancellationToken cancellation) =>
        await Waiting(cancellation) is not null || await Over(cancellation) is not null;

    /// <summary>The next job: one whose worker is gone or whose pause is over, or the first that waits; null when there
    /// is none. For one caller at a time, who claims it: what is not claimed is not given again before the next look,
    /// while others wait.</summary>
    public async Task<Stored<JobDocument>?> Next(CancellationToken cancellation)
    {
        var waiting = await Waiting(cancellation);
        if (waiting is not null && _looked is { } looked && time.GetElapsedTime(looked) < BetweenLooks)
            return waiting;
        _looked = time.GetTimestamp();
        return await Over(cancellation) ?? waiting;
    }

    /// <summary>Takes the lease of a job; null when somebody else was quicker, or the run was stopped before it
    /// came.</summary>
    public async Task<JobDocument?> Claim(
        Stored<JobDocument> job, string worker, TimeSpan lease, CancellationToken cancellation)
    {
        // Whoever stops a run first writes that down and then looks for its jobs, so that one of the two sees the
        // other.
        if (await IsStopped(job.Document, cancellation))
        {
            await Change(job.Document.Id, Cancel, cancellation);
            return null;
        }

        var now = time.GetUtcNow();
        var claimed = job.Document with
        {
            State = JobState.Running,
            Worker = worker,
            ClaimedAt = now,
            Fence = job.Document.Fence + 1,
            Attempt = job.Document.Attempt + 1,
            DueAt = now + lease,
            Hold = lease,
        };
        return await jobs.TryReplace(claimed, job.Version, cancellation) ? claimed : null;
    }

    /// <summary>Whether the claim still holds; extends the lease when it is time to.</summary>
    public async Task<bool> Renew(JobDocument claim, TimeSpan lease, CancellationToken cancellation)
    {
        while (await jobs.Find(claim.Id, cancellation) is { } stored && Holds(stored.Document, claim))
        {
            var now = time.GetUtcNow();
            var left = stored.Document.DueAt - now;
            // More than the whole of it is left where the clock was set back meanwhile.
            if (left > lease * 0.7 && left <= lease)
                return true;
            var renewed = stored.Document with { DueAt = now + lease, Hold = lease };
            if (await jobs.TryReplace(renewed, stored.Version, cancellation))
                return true;
        }

        return false;
    }

    /// <summary>Remembers a checkpoint; null when the claim did not hold any more.</summary>
    public Task<JobDocument?> Keep(
        JobDocument claim, ArtifactReference checkpoint, CancellationToken cancellation) =>
        Change(
            claim.Id, job => Holds(job, claim) ? job with { Checkpoint = checkpoint } : null, cancellation);

    /// <summary>Ends the job, with its reply if there is one and with the reason if it is given up; null when the claim
    /// did not hold any more.</summary>
    public Task<JobDocument?> Complete(
        JobDocument claim, JobReply? reply, string? failure, CancellationToken cancellation) =>
        Change(claim.Id, job => !Holds(job, claim) ? null : job with
        {
            State = JobState.Done,
            EndedAt = time.GetUtcNow(),
            DueAt = reply is null ? null : time.GetUtcNow() + ReplyGrace,
            Hold = null,
            Checkpoint = null,
            Failure = failure,
            ReplyType = reply?.Type,
            Reply = reply?.Body,
            ReplyId = reply?.MessageId,
        }, cancellation);

    /// <summary>Replies that were stored but, because something died in between, maybe not published. Whoever gets them
    /// has a while to publish them.</summary>
    public async Task<IReadOnlyList<JobDocument>> Unpublished(CancellationToken cancellation)
    {
        var taken = new List<JobDocument>();
        var replied = new DocumentQuery { OrderBy = "due" }.Equal("open", JobDocument.Replied(kind.Name));
        foreach (var due in replied.Due("due", time.GetUtcNow(), ReplyGrace * (LongestReplyPause + 1)))
        {
            foreach (var (job, version) in await jobs.Query(due, cancellation))
            {
                if (BeginToReply(job) is { } begun && await jobs.TryReplace(begun, version, cancellation))
                    taken.Add(begun);
            }
        }

        return taken;
    }

    /// <summary>Remembers that the reply was published, unless it was asked for again meanwhile.</summary>
    public Task MarkPublished(JobDocument done, CancellationToken cancellation) =>
        Change(done.Id, job => job.State == JobState.Done && job.DueAt == done.DueAt
                ? job with { DueAt = null, ReplyFailures = 0 }
                : null,
            cancellation);

    /// <summary>Remembers that the reply could not be published: it is tried again later each time, behind those that
    /// wait for their turn.</summary>
    public Task MarkUnpublished(JobDocument done, CancellationToken cancellation) =>
        Change(done.Id, job => job.State != JobState.Done || job.DueAt is null ? null : job with
        {
            ReplyFailures = job.ReplyFailures + 1,
            DueAt = time.GetUtcNow() + ReplyGrace * Math.Min(1 << Math.Min(job.ReplyFailures, 16), LongestReplyPause),
        }, cancellation);

    /// <summary>Lets go of a claim: another attempt begins after the pause. Null when the claim did not hold any
    /// more.</summary>
    public Task<JobDocument?> Release(
        JobDocument claim, TimeSpan pause, bool countsAsAttempt, CancellationToken cancellation,
        string? setback = null) =>
        Change(claim.Id, job => !Holds(job, claim) ? null : job with
        {
            State = JobState.Waiting,
            Worker = null,
            ClaimedAt = null,
            Attempt = countsAsAttempt ? job.Attempt : job.Attempt - 1,
            Setback = setback ?? job.Setback,
            DueAt = time.GetUtcNow() + pause,
            Hold = pause > TimeSpan.Zero ? pause : null,
        }, cancellation);

    /// <summary>Marks what is not yet done for a run as cancelled, and what is still to come for it.</summary>
    public async Task CancelRun(Guid runId, CancellationToken cancellation)
    {
        await stopped.TryInsert(new StoppedRun(runId, time.GetUtcNow()), cancellation);
        foreach (var (job, _) in await OfRun(runId, cancellation))
            await Change(job.Id, Cancel, cancellation);
    }

    /// <summary>The job with this key, or null.</summary>
    public async Task<JobDocument?> Find(string key, CancellationToken cancellation) =>
        (await jobs.Find(kind.IdOf(key), cancellation))?.Document;

    /// <inheritdoc cref="OpenJobs.Open"/>
    public Task<IReadOnlyList<JobDocument>> Open(int most, CancellationToken cancellation) =>
        jobs.Open(kind.Name, most, cancellation);

    /// <inheritdoc cref="OpenJobs.GivenUp"/>
    public Task<IReadOnlyList<JobDocument>> GivenUp(int most, CancellationToken cancellation) =>
        jobs.GivenUp(kind.Name, most, cancellation);

    /// <summary>The jobs of a run.</summary>
    public async Task<IReadOnlyList<Stored<JobDocument>>> OfRun(Guid runId, CancellationToken cancellation)
    {
        var ofRun = await jobs.Query(new DocumentQuery { Limit = 10_000 }.Equal("run", runId.ToString()), cancellation);
        return [.. ofRun.Where(job => job.Document.Kind == kind.Name)];
    }

    /// <summary>Ends every lease and grace: for a host that is the only one to work on this store, and has just
    /// started.</summary>
    public async Task BreakLeases(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var open in new[] { JobDocument.Held(kind.Name), JobDocument.Replied(kind.Name) })
        {
            var held = new DocumentQuery { OrderBy = "due" }.Equal("open", open);
            await foreach (var job in jobs.All(held, cancellation))
                await Change(job.Id, found => found.WithoutLease(now), cancellation);
        }
    }

    private async Task<Stored<JobDocument>?> Waiting(CancellationToken cancellation)
    {
        var first = new DocumentQuery { OrderBy = "turn", Limit = 1 }.Equal("open", kind.Name);
        return (await jobs.Query(first, cancellation)).FirstOrDefault();
    }

    private async Task<Stored<JobDocument>?> Over(CancellationToken cancellation)
    {
        var held = new DocumentQuery { OrderBy = "due", Limit = HeldJobs.Most }
            .Equal("open", JobDocument.Held(kind.Name));
        return _held.Over(await jobs.Query(held, cancellation));
    }

    private async Task<bool> IsStopped(JobDocument job, CancellationToken cancellation) =>
        !kind.IsOwn && job.RunId is { } run && await stopped.Find(run.ToString(), cancellation) is not null;

    /// <summary>One after the other: of two that are numbered at once neither would know of the other's turn.</summary>
    private async Task<bool> Insert(JobDocument job, CancellationToken cancellation)
    {
        Task<bool> inserted;
        lock (_lock)
            _storing = inserted = After(_storing);
        return await inserted;

        async Task<bool> After(Task earlier)
        {
            await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
            return await jobs.TryInsert(
                job with { Turn = await _turns.Next(job.Flow, cancellation) }, cancellation);
        }
    }

    private JobDocument? BeginToReply(JobDocument job) =>
        job is { State: JobState.Done, Reply: not null } ? job with { DueAt = time.GetUtcNow() + ReplyGrace } : null;

    private JobDocument? Receive(JobDocument job, Guid? messageId)
    {
        if (messageId is not { } id)
            return BeginToReply(job);
        return job.Received.Contains(id) ? null : (BeginToReply(job) ?? job) with
        {
            Received = [.. job.Received.TakeLast(JobDocument.MostReceived - 1), id],
        };
    }

    private JobDocument? Cancel(JobDocument job) =>
        job.State is JobState.Done or JobState.Cancelled
            ? null
            : job with
            {
                State = JobState.Cancelled, DueAt = null, Hold = null, EndedAt = time.GetUtcNow(), Checkpoint = null,
            };

    private static bool Holds(JobDocument job, JobDocument claim) =>
        job.State == JobState.Running && job.Fence == claim.Fence;

    private async Task<JobDocument?> Change(
        string id, Func<JobDocument, JobDocument?> change, CancellationToken cancellation)
    {
        while (await jobs.Find(id, cancellation) is { } stored)
        {
            if (change(stored.Document) is not { } changed)
                return null;
            if (await jobs.TryReplace(changed, stored.Version, cancellation))
                return changed;
        }

        return null;
    }
}
