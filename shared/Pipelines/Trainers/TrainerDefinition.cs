namespace Trainyard.Pipelines;

/// <summary>A trainer and its options.</summary>
public abstract record TrainerDefinition
{
    [Whole("What every chance of the run comes from, split included.", 0)]
    public int Seed { get; init; } = 1;

    [Whole("Threads that training may use; 0 means all cores of the machine.", 0, 1024)]
    public int Threads { get; init; }
}
