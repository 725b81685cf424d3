using System.ComponentModel.DataAnnotations;

namespace Trainyard.Jobs.Budget;

/// <summary>Section <c>Budget</c>: what all jobs of this process may take together.</summary>
public sealed record BudgetSettings
{
    /// <summary>The least that can be said: too little for any work, which is refused then.</summary>
    public const long Least = 1L << 20;

    /// <summary>
    /// Memory that the jobs under way share, in bytes, 2^20 (1 MiB) to 2^44. A job begins when what it may take is
    /// free; one whose data take more than all of it is refused. Default: three quarters of what the machine, or the
    /// container, gives the process, all but 208 MiB where that is less, and no more than the runtime was told to hold.
    /// </summary>
    [Range(Least, 1L << 44)]
    public long Memory { get; init; } =
        Math.Clamp(ProcessMemory.ForWork, Least, 1L << 44);

    /// <summary>
    /// Threads that jobs share, 1 to 1024. A job takes those that are free when it begins, and always one; DuckDB is
    /// held to what its job has, and trainers are not: they go by the pipeline file, since a model may depend on how
    /// many threads there are. Default: the number of processors.
    /// </summary>
    [Range(1, 1024)]
    public int Cores { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 1024);
}
