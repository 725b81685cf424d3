using System.Globalization;

using Trainyard.Features.Matrix;
using Trainyard.Metrics;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>The options of the pipeline in LightGBM's own words.</summary>
internal static class LightGbmParameters
{
    // Below this many values threads wait for each other longer than they work.
    private const long ValuesForThreads = 1_000_000;

    // A bin is two doubles: 64 KiB, a share of the second cache of each core.
    private const long BinsForRows = 4096;

    public static string Of(LightGbmTrainer options, FeatureMatrix matrix, int seed)
    {
        var label = matrix.Label;
        var isSmall = (long)matrix.Rows * matrix.Columns.Count < ValuesForThreads;
        (string Name, object Value)[] parameters =
        [
            ("objective", Objective(label.Task)),
            ("metric", label.Task switch
            {
                LearningTask.Binary => "binary_logloss",
                LearningTask.Multiclass => "multi_logloss",
                LearningTask.Regression => "rmse",
                _ => throw label.Task.NotKnown(),
            }),
            ("num_class", label.Task == LearningTask.Multiclass ? label.Classes.Count : 1),
            ("num_leaves", options.Leaves),
            ("learning_rate", options.LearningRate),
            ("min_data_in_leaf", options.MinRowsPerLeaf),
            ("max_depth", options.MaxDepth),
            ("max_bin", options.Bins),
            ("lambda_l1", options.L1),
            ("lambda_l2", options.L2),
            ("feature_fraction", options.ColumnShare),
            ("bagging_fraction", options.RowShare),
            ("bagging_freq", options.RowShare < 1 ? 1 : 0),
            ("cat_smooth", options.CategorySmoothing),
            ("cat_l2", options.CategoryL2),
            ("max_cat_threshold", options.MaxCategoryThreshold),
            ("min_data_per_group", options.MinRowsPerGroup),
            ("seed", seed),

            // In MB. A histogram for each leaf is kept; with many leaves and bins they would fill any machine.
            ("histogram_pool_size", 2048),

            // Left to itself LightGBM times two layouts and takes the faster, so that a busy machine changes the model.
            ("deterministic", "true"),
            (IsNarrow(options, matrix) ? "force_row_wise" : "force_col_wise", "true"),
            ("num_threads", options.Threads == 0 && isSmall ? 1 : options.Threads),
            ("verbosity", -1),
        ];
        return string.Join(
            ' ', parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}={p.Value}")));
    }

    /// <summary>
    /// Whether one histogram of all columns stays near the processor: then it is filled row by row, which gives the
    /// same trees for a quarter less processor time; where it does not, column by column is cheaper.
    /// </summary>
    private static bool IsNarrow(LightGbmTrainer options, FeatureMatrix matrix) =>
        matrix.Columns.Sum(column => column.Kind == MatrixColumnKind.Category
            ? Math.Min((long)column.Cardinality + 1, options.Bins)
            : options.Bins) <= BinsForRows;

    /// <summary>The loss that is observed, by the name that reports use.</summary>
    public static string Metric(LearningTask task) => task == LearningTask.Regression ? "rmse" : "log_loss";

    private static string Objective(LearningTask task) => task switch
    {
        LearningTask.Binary => "binary",
        LearningTask.Multiclass => "multiclass",
        LearningTask.Regression => "regression",
        _ => throw task.NotKnown(),
    };
}
