using System.Text.Json;
using Trainyard.Contracts;
using Trainyard.Persistence.Documents;

namespace Trainyard.Jobs.Store;

/// <summary>The jobs of one kind in the database of a service. Every change is one atomic write under a version.</summary>
internal sealed class JobStore<TOrder>(IDocuments<JobDocument> jobs, JobKind<TOrder> kind, TimeProvider time)
    where TOrder : class, IRunMessage
{
    /// <summary>How long a published answer may take to be marked as published before it is published again.</summary>
    private static readonly TimeSpan AnswerGrace = TimeSpan.FromSeconds(10);

    /// <summary>Stores an order. One that was answered before is answered again; one that is under way goes on.</summary>
    public async Task Accept(TOrder order, CancellationToken cancellation)
    {
        var id = kind.IdOf(order);
        var now = time.GetUtcNow();
        var inserted = await jobs.TryInsert(
            new JobDocument
            {
                Id = id,
                Kind = kind.Name,
                RunId = order.RunId,
                Order = JsonSerializer.SerializeToElement(order, JobJson.Options),
                State = JobState.Waiting,
                DueAt = now,
            },
            cancellation);
        if (!inserted)
            await Change(id, job => job.State == JobState.Done ? job with { DueAt = now } : null, cancellation);
    }

    /// <summary>The next job that somebody has to look at, or null.</summary>
    public async Task<Stored<JobDocument>?> Next(CancellationToken cancellation)
    {
        var due = new DocumentQuery { OrderBy = "due", Limit = 1 }.Equal("kind", kind.Name).AtMost("due", time.GetUtcNow());
        return (await jobs.Query(due, cancellation)).FirstOrDefault();
    }

    /// <summary>Takes the lease of a job; null when somebody else was quicker.</summary>
    public async Task<JobDocument?> Claim(
        Stored<JobDocument> job, string worker, TimeSpan lease, CancellationToken cancellation)
    {
        var claimed = job.Document with
        {
            State = JobState.Running,
            Worker = worker,
            Fence = job.Document.Fence + 1,
            Attempt = job.Document.Attempt + 1,
            DueAt = time.GetUtcNow() + lease,
        };
        return await jobs.TryReplace(claimed, job.Version, cancellation) ? claimed : null;
    }

    /// <summary>Whether the claim still holds; extends the lease when it is time to.</summary>
    public async Task<bool> Renew(JobDocument claim, TimeSpan lease, CancellationToken cancellation)
    {
        var stored = await jobs.Find(claim.Id, cancellation);
        if (stored is null || !Holds(stored.Document, claim))
            return false;
        var now = time.GetUtcNow();
        return stored.Document.DueAt - now > lease * 0.7
            || await jobs.TryReplace(stored.Document with { DueAt = now + lease }, stored.Version, cancellation)
            || await Renew(claim, lease, cancellation);
    }

    /// <summary>Stores the answer, if there is one and the claim still holds.</summary>
    public Task<JobDocument?> Complete(JobDocument claim, IRunMessage? answer, CancellationToken cancellation) =>
        Change(claim.Id, job => !Holds(job, claim) ? null : job with
        {
            State = JobState.Done,
            DueAt = time.GetUtcNow() + AnswerGrace,
            AnswerType = answer?.GetType().Name,
            Answer = answer is null ? null : JsonSerializer.SerializeToElement(answer, answer.GetType(), JobJson.Options),
            AnswerId = Guid.NewGuid(),
        }, cancellation);

    /// <summary>Remembers that the answer was published.</summary>
    public Task<JobDocument?> MarkPublished(JobDocument done, CancellationToken cancellation) =>
        Change(done.Id, job => job.AnswerId == done.AnswerId && job.DueAt == done.DueAt ? job with { DueAt = null } : null,
            cancellation);

    /// <summary>Lets go of a claim: another attempt begins after the pause.</summary>
    public Task<JobDocument?> Release(
        JobDocument claim, TimeSpan pause, bool countsAsAttempt, CancellationToken cancellation) =>
        Change(claim.Id, job => !Holds(job, claim) ? null : job with
        {
            State = JobState.Waiting,
            Worker = null,
            Attempt = countsAsAttempt ? job.Attempt : job.Attempt - 1,
            DueAt = time.GetUtcNow() + pause,
        }, cancellation);

    /// <summary>Marks what is not yet done for a run as cancelled.</summary>
    public async Task CancelRun(Guid runId, CancellationToken cancellation)
    {
        var ofRun = new DocumentQuery { Limit = 1000 }.Equal("run", runId.ToString()).Equal("kind", kind.Name);
        foreach (var job in await jobs.Query(ofRun, cancellation))
        {
            await Change(job.Document.Id, current => current.State is JobState.Done or JobState.Cancelled
                ? null
                : current with { State = JobState.Cancelled, DueAt = null }, cancellation);
        }
    }

    /// <summary>Ends every lease: for a host that is the only one to work on this store, and has just started.</summary>
    public async Task BreakLeases(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var job in await jobs.Query(new DocumentQuery { Limit = 10_000 }.Equal("kind", kind.Name).AtLeast("due", now), cancellation))
        {
            await Change(job.Document.Id, current => current.State == JobState.Running
                ? current with { DueAt = now }
                : null, cancellation);
        }
    }

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
