using Trainyard.Metrics;

namespace Trainyard.Pipelines;

/// <summary>The options of <c>fast_tree</c>.</summary>
public sealed record FastTreeTrainer : TrainerDefinition
{
    internal static readonly TrainerKind<FastTreeTrainer> Kind = new("fast_tree")
    {
        Meaning = "Gradient-boosted trees of ML.NET (MART, Friedman 2001).",
        Tasks = [LearningTask.Binary, LearningTask.Regression],
        IsReproducible = true,
        UsesThreads = true,
    };

    [Whole("Trees to grow.", 1, 10_000)]
    public int Iterations { get; init; } = 100;

    [Whole("Leaves of a tree.", 2, 1024)]
    public int Leaves { get; init; } = 20;

    [Number(
        "Share of each tree's answer that is added.", "a number above 0, up to 1", Min = 0, Max = 1, IsMinOpen = true)]
    public double LearningRate { get; init; } = 0.2;

    [Whole("Rows that a leaf must hold.", 1)]
    public int MinRowsPerLeaf { get; init; } = 10;
}
