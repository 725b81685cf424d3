using Trainyard.Metrics;

namespace Trainyard.Pipelines;

/// <summary>The options of <c>lbfgs</c>.</summary>
public sealed record LbfgsTrainer : TrainerDefinition
{
    internal static readonly TrainerKind<LbfgsTrainer> Kind = new("lbfgs")
    {
        Meaning = "Linear model by limited-memory BFGS (Andrew and Gao 2007); a regression is one of Poisson's.",
        Tasks = [LearningTask.Binary, LearningTask.Multiclass, LearningTask.Regression],
        IsReproducible = true,
        UsesThreads = false,
    };

    [Whole("Steps at most.", 1, 10_000)]
    public int Iterations { get; init; } = 100;

    [Number("L1 regularisation.", "a number, 0 or more", Min = 0)]
    public double L1 { get; init; }

    [Number("L2 regularisation.", "a number, 0 or more", Min = 0)]
    public double L2 { get; init; } = 1;
}
