using System.Text.Json.Serialization;

namespace Trainyard.Pipelines;

/// <summary>A trainer and its options.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "trainer")]
[JsonDerivedType(typeof(LightGbmTrainer), "lightgbm")]
[JsonDerivedType(typeof(FastTreeTrainer), "fast_tree")]
[JsonDerivedType(typeof(FastForestTrainer), "fast_forest")]
[JsonDerivedType(typeof(SdcaTrainer), "sdca")]
[JsonDerivedType(typeof(LbfgsTrainer), "lbfgs")]
public abstract record TrainerDefinition
{
    /// <summary>The seed that every chance of the run comes from, split included. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads that training may use. Default: 0, all cores of the machine.</summary>
    public int Threads { get; init; }
}

/// <summary>
/// <c>lightgbm</c>: gradient-boosted trees, leaf by leaf, over histograms (Ke et al. 2017). Binary, multiclass,
/// regression.
/// </summary>
public sealed record LightGbmTrainer : TrainerDefinition
{
    /// <summary>Trees to grow (for each class, when multiclass), 1 to 10,000. Default: 100.</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>Leaves of a tree, 2 to 131,072. Default: 31.</summary>
    public int Leaves { get; init; } = 31;

    /// <summary>Share of each tree's answer that is added, above 0 up to 1. Default: 0.1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Rows that a leaf must hold, 1 or more. Default: 20.</summary>
    public int MinRowsPerLeaf { get; init; } = 20;

    /// <summary>Levels of a tree at most; -1 means any. Default: -1.</summary>
    public int MaxDepth { get; init; } = -1;

    /// <summary>Bins of a column's histogram, 2 to 65,535. Default: 255.</summary>
    public int Bins { get; init; } = 255;

    /// <summary>L1 regularisation, 0 or more. Default: 0.</summary>
    public double L1 { get; init; }

    /// <summary>L2 regularisation, 0 or more. Default: 0.</summary>
    public double L2 { get; init; }

    /// <summary>Share of columns drawn for each tree, above 0 up to 1. Default: 1.</summary>
    public double ColumnShare { get; init; } = 1;

    /// <summary>Share of rows drawn for each tree, above 0 up to 1. Default: 1.</summary>
    public double RowShare { get; init; } = 1;

    /// <summary>Categories: smoothing of the statistics that order them, 0 or more. Default: 10.</summary>
    public double CategorySmoothing { get; init; } = 10;

    /// <summary>Categories: L2 regularisation of splits on them, 0 or more. Default: 10.</summary>
    public double CategoryL2 { get; init; } = 10;

    /// <summary>Categories: how many a split may send to its smaller side, 1 or more. Default: 32.</summary>
    public int MaxCategoryThreshold { get; init; } = 32;

    /// <summary>Categories: rows that a group must hold, 1 or more. Default: 100.</summary>
    public int MinRowsPerGroup { get; init; } = 100;

    /// <summary>
    /// Share of the training part that is carved off to watch the loss, 0 to 0.5. Default: 0, none: the training loss
    /// is watched.
    /// </summary>
    public double WatchShare { get; init; }

    /// <summary>
    /// Stops after so many iterations without a better loss on the carved part; 0 means never. Default: 0.
    /// </summary>
    public int EarlyStopping { get; init; }
}

/// <summary><c>fast_tree</c>: gradient-boosted trees of ML.NET (MART, Friedman 2001). Binary, regression.</summary>
public sealed record FastTreeTrainer : TrainerDefinition
{
    /// <summary>Trees to grow, 1 to 10,000. Default: 100.</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>Leaves of a tree, 2 to 1,024. Default: 20.</summary>
    public int Leaves { get; init; } = 20;

    /// <summary>Share of each tree's answer that is added, above 0 up to 1. Default: 0.2.</summary>
    public double LearningRate { get; init; } = 0.2;

    /// <summary>Rows that a leaf must hold, 1 or more. Default: 10.</summary>
    public int MinRowsPerLeaf { get; init; } = 10;
}

/// <summary><c>fast_forest</c>: random forest of ML.NET (Breiman 2001). Binary, regression.</summary>
public sealed record FastForestTrainer : TrainerDefinition
{
    /// <summary>Trees to grow, 1 to 10,000. Default: 100.</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>Leaves of a tree, 2 to 1,024. Default: 20.</summary>
    public int Leaves { get; init; } = 20;

    /// <summary>Rows that a leaf must hold, 1 or more. Default: 10.</summary>
    public int MinRowsPerLeaf { get; init; } = 10;
}

/// <summary>
/// <c>sdca</c>: linear model by stochastic dual coordinate ascent (Shalev-Shwartz and Zhang 2013). Binary, multiclass,
/// regression.
/// </summary>
public sealed record SdcaTrainer : TrainerDefinition
{
    /// <summary>Passes over the data at most, 1 to 10,000. Default: 20.</summary>
    public int Iterations { get; init; } = 20;

    /// <summary>L1 regularisation, 0 or more. Default: 0.</summary>
    public double L1 { get; init; }

    /// <summary>L2 regularisation, above 0. Default: 0.0001.</summary>
    public double L2 { get; init; } = 0.0001;
}

/// <summary>
/// <c>lbfgs</c>: linear model by limited-memory BFGS (Andrew and Gao 2007). Binary, multiclass, regression (Poisson).
/// </summary>
public sealed record LbfgsTrainer : TrainerDefinition
{
    /// <summary>Steps at most, 1 to 10,000. Default: 100.</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>L1 regularisation, 0 or more. Default: 0.</summary>
    public double L1 { get; init; }

    /// <summary>L2 regularisation, 0 or more. Default: 1.</summary>
    public double L2 { get; init; } = 1;
}
