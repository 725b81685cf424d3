namespace Trainyard.Pipelines;

/// <summary><c>train</c>: the trainer and its options.</summary>
internal static class TrainerGrammar
{
    private static readonly WholeParser<int> Many = new(1, 10_000);

    private static readonly Key<int> Seed = Key.Optional(
        "seed", "What every chance of the run comes from, split included.", new WholeParser<int>(0, int.MaxValue), 1);

    private static readonly Key<int> Threads = Key.Optional(
        "threads",
        "Threads that training may use; 0 means all cores of the machine.",
        new WholeParser<int>(0, 1024),
        0);

    public static UnionParser<TrainerDefinition> Parser { get; } = new(
        "trainer",
        "lightgbm, sdca and lbfgs fit every task; fast_tree and fast_forest fit binary and regression.",
        [
            ("lightgbm", LightGbm()),
            ("fast_tree", FastTree()),
            ("fast_forest", FastForest()),
            ("sdca", Sdca()),
            ("lbfgs", Lbfgs()),
        ])
    {
        Later = ["onnx", "process", "remote"],
    };

    /// <summary>The word that names a trainer.</summary>
    public static string WordOf(TrainerDefinition trainer) => trainer switch
    {
        LightGbmTrainer => "lightgbm",
        FastTreeTrainer => "fast_tree",
        FastForestTrainer => "fast_forest",
        SdcaTrainer => "sdca",
        _ => "lbfgs",
    };

    private static NumberParser Share(string expected) => new(expected) { Min = 0, Max = 1, IsMinOpen = true };

    private static NumberParser NotNegative => new("a number, 0 or more") { Min = 0 };

    private static Key<int> Whole(string name, string description, int min, int max, int standard) =>
        Key.Optional(name, description, new WholeParser<int>(min, max), standard);

    private static MapParser<TrainerDefinition> LightGbm()
    {
        var iterations = Key.Optional("iterations", "Trees to grow (for each class, when multiclass).", Many, 100);
        var leaves = Whole("leaves", "Leaves of a tree.", 2, 131_072, 31);
        var rate = Key.Optional(
            "learning_rate", "Share of each tree's answer that is added.", Share("a number above 0, up to 1"), 0.1);
        var rows = Whole("min_rows_per_leaf", "Rows that a leaf must hold.", 1, int.MaxValue, 20);
        var depth = Whole("max_depth", "Levels of a tree at most; -1 means any.", -1, 10_000, -1);
        var bins = Whole("bins", "Bins of a column's histogram.", 2, 65_535, 255);
        var l1 = Key.Optional("l1", "L1 regularisation.", NotNegative, 0.0);
        var l2 = Key.Optional("l2", "L2 regularisation.", NotNegative, 0.0);
        var columnShare = Key.Optional(
            "column_share", "Share of columns drawn for each tree.", Share("a share above 0, up to 1"), 1.0);
        var rowShare = Key.Optional(
            "row_share", "Share of rows drawn for each tree.", Share("a share above 0, up to 1"), 1.0);
        var smoothing = Key.Optional(
            "category_smoothing", "Categories: smoothing of the statistics that order them.", NotNegative, 10.0);
        var categoryL2 = Key.Optional(
            "category_l2", "Categories: L2 regularisation of splits on them.", NotNegative, 10.0);
        var threshold = Whole(
            "max_category_threshold", "Categories: how many a split may send to its smaller side.", 1, 65_536, 32);
        var group = Whole("min_rows_per_group", "Categories: rows that a group must hold.", 1, int.MaxValue, 100);
        var watch = Key.Optional(
            "watch_share",
            "Share of the training part that is carved off to watch the loss; 0 means none, and the training loss is "
            + "watched.",
            new NumberParser("a share from 0 to 0.5") { Min = 0, Max = 0.5 },
            0.0);
        var stopping = Whole(
            "early_stopping",
            "Stops after so many iterations without a better loss on the carved part (needs watch_share); 0: never.",
            0,
            10_000,
            0);
        Key[] keys =
        [
            iterations, leaves, rate, rows, depth, bins, l1, l2, columnShare, rowShare, smoothing, categoryL2,
            threshold, group, watch, stopping, Seed, Threads,
        ];
        return new(keys, f =>
        {
            if (f.Get(stopping) > 0 && f.Get(watch) == 0)
                f.Complain(stopping, "Stopping early needs rows to watch: set 'watch_share', for example 0.1.");
            return new LightGbmTrainer
            {
                Iterations = f.Get(iterations),
                Leaves = f.Get(leaves),
                LearningRate = f.Get(rate),
                MinRowsPerLeaf = f.Get(rows),
                MaxDepth = f.Get(depth),
                Bins = f.Get(bins),
                L1 = f.Get(l1),
                L2 = f.Get(l2),
                ColumnShare = f.Get(columnShare),
                RowShare = f.Get(rowShare),
                CategorySmoothing = f.Get(smoothing),
                CategoryL2 = f.Get(categoryL2),
                MaxCategoryThreshold = f.Get(threshold),
                MinRowsPerGroup = f.Get(group),
                WatchShare = f.Get(watch),
                EarlyStopping = f.Get(stopping),
                Seed = f.Get(Seed),
                Threads = f.Get(Threads),
            };
        });
    }

    private static MapParser<TrainerDefinition> FastTree()
    {
        var iterations = Key.Optional("iterations", "Trees to grow.", Many, 100);
        var leaves = Whole("leaves", "Leaves of a tree.", 2, 1024, 20);
        var rate = Key.Optional(
            "learning_rate", "Share of each tree's answer that is added.", Share("a number above 0, up to 1"), 0.2);
        var rows = Whole("min_rows_per_leaf", "Rows that a leaf must hold.", 1, int.MaxValue, 10);
        return new([iterations, leaves, rate, rows, Seed, Threads], f => new FastTreeTrainer
        {
            Iterations = f.Get(iterations),
            Leaves = f.Get(leaves),
            LearningRate = f.Get(rate),
            MinRowsPerLeaf = f.Get(rows),
            Seed = f.Get(Seed),
            Threads = f.Get(Threads),
        });
    }

    private static MapParser<TrainerDefinition> FastForest()
    {
        var iterations = Key.Optional("iterations", "Trees to grow.", Many, 100);
        var leaves = Whole("leaves", "Leaves of a tree.", 2, 1024, 20);
        var rows = Whole("min_rows_per_leaf", "Rows that a leaf must hold.", 1, int.MaxValue, 10);
        return new([iterations, leaves, rows, Seed, Threads], f => new FastForestTrainer
        {
            Iterations = f.Get(iterations),
            Leaves = f.Get(leaves),
            MinRowsPerLeaf = f.Get(rows),
            Seed = f.Get(Seed),
            Threads = f.Get(Threads),
        });
    }

    private static MapParser<TrainerDefinition> Sdca()
    {
        var iterations = Key.Optional("iterations", "Passes over the data at most.", Many, 20);
        var l1 = Key.Optional("l1", "L1 regularisation.", NotNegative, 0.0);
        var l2 = Key.Optional(
            "l2", "L2 regularisation.", new NumberParser("a number above 0") { Min = 0, IsMinOpen = true }, 0.0001);
        return new([iterations, l1, l2, Seed, Threads], f => new SdcaTrainer
        {
            Iterations = f.Get(iterations),
            L1 = f.Get(l1),
            L2 = f.Get(l2),
            Seed = f.Get(Seed),
            Threads = f.Get(Threads),
        });
    }

    private static MapParser<TrainerDefinition> Lbfgs()
    {
        var iterations = Key.Optional("iterations", "Steps at most.", Many, 100);
        var l1 = Key.Optional("l1", "L1 regularisation.", NotNegative, 0.0);
        var l2 = Key.Optional("l2", "L2 regularisation.", NotNegative, 1.0);
        return new([iterations, l1, l2, Seed, Threads], f => new LbfgsTrainer
        {
            Iterations = f.Get(iterations),
            L1 = f.Get(l1),
            L2 = f.Get(l2),
            Seed = f.Get(Seed),
            Threads = f.Get(Threads),
        });
    }
}
