using Trainyard.Metrics;

namespace Trainyard.Pipelines;

/// <summary>The options of <c>sdca</c>.</summary>
public sealed record SdcaTrainer : TrainerDefinition
{
    internal static readonly TrainerKind<SdcaTrainer> Kind = new("sdca")
    {
        Meaning = "Linear model by stochastic dual coordinate ascent (Shalev-Shwartz and Zhang 2013).",
        Tasks = [LearningTask.Binary, LearningTask.Multiclass, LearningTask.Regression],
        IsReproducible = true,
        UsesThreads = false,
    };

    [Whole("Passes over the data at most.", 1, 10_000)]
    public int Iterations { get; init; } = 20;

    [Number("L1 regularisation.", "a number, 0 or more", Min = 0)]
    public double L1 { get; init; }

    [Number("L2 regularisation.", "a number above 0", Min = 0, IsMinOpen = true)]
    public double L2 { get; init; } = 0.0001;
}
