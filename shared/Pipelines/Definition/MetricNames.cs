namespace Trainyard.Pipelines;

/// <summary>The metrics that validation computes for each task, by the names that gates and reports use.</summary>
public static class MetricNames
{
    /// <summary>Binary: accuracy, AUC, log-loss, precision, recall and F1 at probability 0.5, positive rate.</summary>
    public static readonly IReadOnlyList<string> Binary =
        ["accuracy", "auc", "log_loss", "precision", "recall", "f1", "positive_rate"];

    /// <summary>
    /// Multiclass: accuracy over rows (micro), mean of the accuracies of the classes (macro), log-loss.
    /// </summary>
    public static readonly IReadOnlyList<string> Multiclass = ["accuracy", "macro_accuracy", "log_loss"];

    /// <summary>Regression: coefficient of determination, root mean squared error, mean absolute error.</summary>
    public static readonly IReadOnlyList<string> Regression = ["r2", "rmse", "mae"];

    /// <summary>The metrics of a task.</summary>
    public static IReadOnlyList<string> Of(LearningTask task) => task switch
    {
        LearningTask.Binary => Binary,
        LearningTask.Multiclass => Multiclass,
        _ => Regression,
    };
}
