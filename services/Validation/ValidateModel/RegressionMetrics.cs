namespace Trainyard.Validation.ValidateModel;

/// <summary>
/// Figures of a model that says a number, with e the difference between truth and prediction: RMSE is the root of the
/// mean of e squared, MAE the mean of its size, R² 1 - sum of e squared / sum of the squared distances of the truth
/// from its mean (Kvålseth 1985, formula 1). R² is absent when all truths are equal.
/// </summary>
internal static class RegressionMetrics
{
    public static Dictionary<string, double> Of(ReadOnlySpan<float> labels, ReadOnlySpan<double> predictions)
    {
        var mean = 0.0;
        foreach (var label in labels)
            mean += label;
        mean /= labels.Length;
        var (squares, sizes, spread) = (0.0, 0.0, 0.0);
        for (var row = 0; row < labels.Length; row++)
        {
            var error = labels[row] - predictions[row];
            squares += error * error;
            sizes += Math.Abs(error);
            spread += (labels[row] - mean) * (labels[row] - mean);
        }

        var metrics = new Dictionary<string, double>
        {
            ["rmse"] = Math.Sqrt(squares / labels.Length),
            ["mae"] = sizes / labels.Length,
        };
        if (spread > 0)
            metrics["r2"] = 1 - squares / spread;
        return metrics;
    }
}
