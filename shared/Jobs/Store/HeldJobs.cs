using Trainyard.Persistence.Documents;

namespace Trainyard.Jobs.Store;

/// <summary>
/// Says which leases and pauses are over, as this process saw it: from the moment at which it sees one, it waits for
/// what is left of it, by the time that passes and not by what clocks show. So no clock that jumps, here or where a
/// lease is renewed, takes a job from a worker that lives, nor keeps one for longer than its lease or pause.
/// </summary>
internal sealed class HeldJobs(TimeProvider time)
{
    /// <summary>How many are watched at most: those that are due first.</summary>
    public const int Most = 256;

    private Dictionary<string, Watch> _watched = [];

    /// <summary>The one that has been over for longest; null when none is.</summary>
    /// <param name="held">All that are held now.</param>
    public Stored<JobDocument>? Over(IReadOnlyList<Stored<JobDocument>> held)
    {
        var watched = held.ToDictionary(job => job.Document.Id, job => Of(job.Document));
        _watched = watched;
        var first = held.MaxBy(job => watched[job.Document.Id].Over(time));
        return first is not null && watched[first.Document.Id].Over(time) >= TimeSpan.Zero ? first : null;
    }

    private Watch Of(JobDocument job) =>
        _watched.TryGetValue(job.Id, out var known) && known.IsOf(job)
            ? known
            : new Watch(job.Fence, job.DueAt, time.GetTimestamp(), Left(job));

    private TimeSpan Left(JobDocument job)
    {
        var whole = job.Hold!.Value;
        var left = job.DueAt!.Value - time.GetUtcNow();
        if (left > whole)
            return whole;
        if (left > TimeSpan.Zero)
            return left;
        // A lease that is over when it is first seen may be one of a worker that lives and whose clock is behind: it
        // will have renewed it before this is over too. A pause is nobody's.
        return job.State == JobState.Running ? whole : TimeSpan.Zero;
    }

    /// <summary>One lease or pause, since when it is seen, and how long it has from then.</summary>
    private sealed record Watch(long Fence, DateTimeOffset? DueAt, long Since, TimeSpan Left)
    {
        public bool IsOf(JobDocument job) => (job.Fence, job.DueAt) == (Fence, DueAt);

        public TimeSpan Over(TimeProvider time) => time.GetElapsedTime(Since) - Left;
    }
}
