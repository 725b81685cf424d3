namespace Trainyard.Validation.ValidateModel;

/// <summary>
/// Figures of a model that names one of several classes: accuracy is the share of rows named rightly (micro), macro
/// accuracy the mean of that share over the classes that have rows, so that a rare class counts as much as a common
/// one.
/// </summary>
internal static class MulticlassMetrics
{
    public static Dictionary<string, double> Of(
        ReadOnlySpan<float> labels, ReadOnlySpan<double> probabilities, ConfusionMatrix confusion)
    {
        var classes = confusion.Counts.Index().Where(c => c.Item.Sum() > 0).ToArray();
        return new()
        {
            ["accuracy"] = classes.Sum(c => (double)c.Item[c.Index]) / labels.Length,
            ["macro_accuracy"] = classes.Average(c => (double)c.Item[c.Index] / c.Item.Sum()),
            ["log_loss"] = LogLoss.Multiclass(labels, probabilities),
        };
    }
}
