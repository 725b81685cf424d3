namespace Trainyard.Metrics;

/// <summary>
/// What the metrics of a regression are made of, with e the difference between truth and prediction.
/// </summary>
/// <param name="Squares">The sum of e squared.</param>
/// <param name="Sizes">The sum of the size of e.</param>
/// <param name="Spread">The sum of the squared distances of the truth from its mean.</param>
public sealed record ErrorSums(double Squares, double Sizes, double Spread)
{
    internal static ErrorSums Of(ReadOnlySpan<double> labels, ReadOnlySpan<double> predictions)
    {
        // Around the first label, so that a target far from zero loses no digits.
        var mean = 0.0;
        foreach (var label in labels)
            mean += label - labels[0];
        mean = labels[0] + (mean / labels.Length);
        var (squares, sizes, spread) = (0.0, 0.0, 0.0);
        for (var row = 0; row < labels.Length; row++)
        {
            var error = labels[row] - predictions[row];
            squares += error * error;
            sizes += Math.Abs(error);
            spread += (labels[row] - mean) * (labels[row] - mean);
        }

        return new ErrorSums(squares, sizes, spread);
    }
}
