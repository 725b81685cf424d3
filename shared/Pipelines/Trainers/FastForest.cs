using Trainyard.Metrics;

namespace Trainyard.Pipelines;

/// <summary>The options of <c>fast_forest</c>.</summary>
public sealed record FastForestTrainer : TrainerDefinition
{
    internal static readonly TrainerKind<FastForestTrainer> Kind = new("fast_forest")
    {
        Meaning = "Random forest of ML.NET (Breiman 2001).",
        Tasks = [LearningTask.Binary, LearningTask.Regression],
        IsReproducible = true,
        UsesThreads = true,
    };

    [Whole("Trees to grow.", 1, 10_000)]
    public int Iterations { get; init; } = 100;

    [Whole("Leaves of a tree.", 2, 1024)]
    public int Leaves { get; init; } = 20;

    [Whole("Rows that a leaf must hold.", 1)]
    public int MinRowsPerLeaf { get; init; } = 10;
}
