namespace Trainyard.Jobs.Budget;

/// <summary>What one job may take while it runs.</summary>
/// <param name="Memory">Memory in bytes; 0 for work that takes next to none.</param>
/// <param name="Cores">Threads of native work, 1 at least.</param>
public readonly record struct WorkShare(long Memory, int Cores)
{
    /// <summary>What work takes that nobody admitted: a test, or a command for itself.</summary>
    public static WorkShare OfWorkAlone { get; } =
        new(new BudgetSettings().Memory / WorkBudget.Parts, Math.Max(1, Environment.ProcessorCount));
}
