using Trainyard.Contracts;

namespace Trainyard.Jobs;

/// <summary>What a job may know and do while it runs.</summary>
public abstract class JobContext
{
    /// <summary>1 for the first attempt.</summary>
    public abstract int Attempt { get; }

    /// <summary>Who did the work until now and for how long, for the answer.</summary>
    public abstract WorkDone Work { get; }

    /// <summary>Publishes a message that may be lost, such as <see cref="TrainingProgressed"/>; returns at
    /// once.</summary>
    public abstract void Report(IRunMessage progress);
}
