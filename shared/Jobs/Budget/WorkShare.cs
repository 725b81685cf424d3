using System.Globalization;

namespace Trainyard.Jobs.Budget;

/// <summary>What one job may take while it runs.</summary>
/// <param name="Memory">Memory in bytes; 0 for work that takes next to none.</param>
/// <param name="Cores">Threads of native work, 1 at least.</param>
public readonly record struct WorkShare(long Memory, int Cores)
{
    /// <summary>What work takes that nobody admitted: a test, or a command for itself.</summary>
    public static WorkShare OfWorkAlone { get; } = Alone();

    /// <summary>What all jobs of the process may take together, in bytes.</summary>
    public long Most { get; init; } = long.MaxValue;

    /// <summary>Refuses work that holds more than all jobs may together: the system would end the process in the middle
    /// of it, without a word.</summary>
    /// <param name="bytes">What it holds at one time.</param>
    /// <param name="work">What it is: the beginning of a sentence.</param>
    /// <exception cref="StepFaultException">It would take more; trying again would not help.</exception>
    public void Demand(long bytes, string work)
    {
        if (bytes <= Most)
            return;
        throw new StepFaultException(
            $"{work} takes about {Bytes(bytes)} of memory, and the jobs of this process may take {Bytes(Most)} together"
            + " (Budget:Memory, by default at most three quarters of what the machine or the container gives). Give the"
            + " process more, or train on fewer rows or columns.");
    }

    private static string Bytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes ({(bytes + (1L << 20) - 1) >> 20:N0} MiB)");

    private static WorkShare Alone()
    {
        var memory = new BudgetSettings().Memory;
        return new(memory / WorkBudget.Parts, Math.Max(1, Environment.ProcessorCount)) { Most = memory };
    }
}
