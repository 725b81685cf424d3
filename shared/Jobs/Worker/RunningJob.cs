using Trainyard.Contracts;
using Trainyard.Jobs.Budget;
using Trainyard.Jobs.Store;

namespace Trainyard.Jobs.Worker;

/// <summary>The context of a job on this worker.</summary>
internal sealed class RunningJob(
    Performer performer, JobDocument claim, WorkShare share, Checkpoints checkpoints, Func<IMessage, Task> publish,
    TimeProvider time) : JobContext
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly long _started = time.GetTimestamp();
    private Task _reported = Task.CompletedTask;

    public override int Attempt => claim.Attempt;

    public override long Claim => claim.Fence;

    public override WorkShare Share => share;

    public override ArtifactReference? Checkpoint => checkpoints.Earlier;

    public override bool IsCheckpointDue => checkpoints.IsDue;

    public override WorkDone Work => new()
    {
        Service = performer.Service,
        CodeVersion = performer.CodeVersion,
        Worker = claim.Worker!,
        Attempt = claim.Attempt,
        StartedAt = _startedAt,
        Elapsed = time.GetElapsedTime(_started),
    };

    public override void Report(IMessage progress)
    {
        // Progress never slows the work: while one report is on its way, the next is left out. On the pool, since a
        // publish does part of its work before it first waits.
        if (_reported.IsCompleted)
            _reported = Task.Run(() => publish(progress));
    }

    public override void KeepCheckpoint(Func<CancellationToken, Task<ArtifactReference>> store) =>
        checkpoints.Keep(store);
}
