namespace Trainyard.Validation.ValidateModel;

/// <summary>
/// Figures of a model that says yes or no. With TP, FP, TN and FN the counts of true and false positives and negatives:
/// accuracy (TP + TN) / rows, precision TP / (TP + FP), recall TP / (TP + FN), F1 2 TP / (2 TP + FP + FN) (van
/// Rijsbergen 1979), positive rate (TP + FP) / rows. A figure that would divide by 0 is absent.
/// </summary>
internal static class BinaryMetrics
{
    public static Dictionary<string, double> Of(
        ReadOnlySpan<float> labels, ReadOnlySpan<double> probabilities, ConfusionMatrix confusion)
    {
        double tn = confusion.Counts[0][0], fp = confusion.Counts[0][1];
        double fn = confusion.Counts[1][0], tp = confusion.Counts[1][1];
        var metrics = new Dictionary<string, double>
        {
            ["accuracy"] = (tp + tn) / labels.Length,
            ["log_loss"] = LogLoss.Binary(labels, probabilities),
            ["positive_rate"] = (tp + fp) / labels.Length,
        };
        if (RocCurve.Area(labels, probabilities) is { } area)
            metrics["auc"] = area;
        if (tp + fp > 0)
            metrics["precision"] = tp / (tp + fp);
        if (tp + fn > 0)
            metrics["recall"] = tp / (tp + fn);
        if (tp + fp + fn > 0)
            metrics["f1"] = 2 * tp / (2 * tp + fp + fn);
        return metrics;
    }
}
