using Trainyard.Contracts;
using Trainyard.Jobs.Budget;

namespace Trainyard.Jobs;

/// <summary>What a job may know and do while it runs.</summary>
public abstract class JobContext
{
    /// <summary>1 for the first attempt.</summary>
    public abstract int Attempt { get; }

    /// <summary>How often the job was taken up so far, this time included: more than <see cref="Attempt"/> where a
    /// worker handed it back because its process ended.</summary>
    public virtual long Claim => Attempt;

    /// <summary>The checkpoint that was kept last, by an attempt before this one; absent when there is none.</summary>
    public virtual ArtifactReference? Checkpoint => null;

    /// <summary>What the job may take of memory and cores: known before it began, and not given to others.</summary>
    public virtual WorkShare Share => WorkShare.OfWorkAlone;

    /// <summary>Whether it is time to keep a checkpoint, see <see cref="JobSettings.Checkpoint"/>: also when the
    /// process ends, so ask before looking whether the work is to stop, and right before the work for a checkpoint
    /// begins: what it takes until <see cref="KeepCheckpoint"/> is measured.</summary>
    public virtual bool IsCheckpointDue => false;

    /// <summary>Who did the work until now and for how long, for the reply.</summary>
    public abstract WorkDone Work { get; }

    /// <summary>Publishes a message that may be lost, such as <see cref="TrainingProgressed"/>; returns at
    /// once.</summary>
    public abstract void Report(IMessage progress);

    /// <summary>Keeps a checkpoint, from which another attempt may go on when this one dies; returns at once. One that
    /// can't be stored is left out with a warning, and so is one of a worker that has lost the job.</summary>
    /// <param name="store">Stores the checkpoint, beside the work. Its token ends with the work.</param>
    public virtual void KeepCheckpoint(Func<CancellationToken, Task<ArtifactReference>> store)
    {
        // Outside a worker nobody would go on from it.
    }
}
