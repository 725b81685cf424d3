using Trainyard.Metrics;

namespace Trainyard.Pipelines;

/// <summary>The options of <c>lightgbm</c>.</summary>
public sealed record LightGbmTrainer : TrainerDefinition
{
    internal static readonly TrainerKind<LightGbmTrainer> Kind = new("lightgbm")
    {
        Meaning = "Gradient-boosted trees, leaf by leaf, over histograms (Ke et al. 2017); categories as they are.",
        Tasks = [LearningTask.Binary, LearningTask.Multiclass, LearningTask.Regression],
        IsReproducible = true,
        UsesThreads = true,
        GoesOn = true,
        Rule = options => options is { EarlyStopping: > 0, ValidationShare: 0 }
            ? (nameof(EarlyStopping), "Stopping early needs rows to validate on: set 'validation_share', for example 0.1.")
            : null,
    };

    private const string NotNegative = "a number, 0 or more";
    private const string Share = "a share above 0, up to 1";

    [Whole("Trees to grow (for each class, when multiclass).", 1, 10_000)]
    public int Iterations { get; init; } = 100;

    [Whole("Leaves of a tree.", 2, 131_072)]
    public int Leaves { get; init; } = 31;

    [Number(
        "Share of each tree's answer that is added.", "a number above 0, up to 1", Min = 0, Max = 1, IsMinOpen = true)]
    public double LearningRate { get; init; } = 0.1;

    [Whole("Rows that a leaf must hold.", 1)]
    public int MinRowsPerLeaf { get; init; } = 20;

    [Whole("Levels of a tree at most; -1 means any.", -1, 10_000)]
    public int MaxDepth { get; init; } = -1;

    [Whole("Bins of a column's histogram.", 2, 65_535)]
    public int Bins { get; init; } = 255;

    [Number("L1 regularisation.", NotNegative, Min = 0)]
    public double L1 { get; init; }

    [Number("L2 regularisation.", NotNegative, Min = 0)]
    public double L2 { get; init; }

    [Number("Share of columns drawn for each tree.", Share, Min = 0, Max = 1, IsMinOpen = true)]
    public double ColumnShare { get; init; } = 1;

    [Number("Share of rows drawn for each tree.", Share, Min = 0, Max = 1, IsMinOpen = true)]
    public double RowShare { get; init; } = 1;

    [Number("Categories: smoothing of the statistics that order them.", NotNegative, Min = 0)]
    public double CategorySmoothing { get; init; } = 10;

    [Number("Categories: L2 regularisation of splits on them.", NotNegative, Min = 0)]
    public double CategoryL2 { get; init; } = 10;

    [Whole("Categories: how many a split may send to its smaller side.", 1, 65_536)]
    public int MaxCategoryThreshold { get; init; } = 32;

    [Whole("Categories: rows that a group must hold.", 1)]
    public int MinRowsPerGroup { get; init; } = 100;

    [Number(
        "Share of the training part that is kept back to validate on while it learns; 0 means none, and the loss "
        + "is that of training.",
        "a share from 0 to 0.5", Min = 0, Max = 0.5, Formerly = "watch_share")]
    public double ValidationShare { get; init; }

    [Whole(
        "Stops after so many iterations without a better loss on what is kept back (needs validation_share); 0: never.",
        0, 10_000)]
    public int EarlyStopping { get; init; }
}
