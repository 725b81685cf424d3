namespace Trainyard.Validation.ValidateModel;

/// <summary>
/// Log-loss: the mean of -ln p, p being the probability that the model gave to the true class (Good 1952).
/// Probabilities are kept <see cref="Clip"/> away from 0 and 1, so that one wrong certainty costs 34.5 and not
/// infinity.
/// </summary>
internal static class LogLoss
{
    public const double Clip = 1e-15;

    /// <summary>Two classes.</summary>
    /// <param name="labels">0 or 1, one at least.</param>
    /// <param name="probabilities">Of the class 1.</param>
    public static double Binary(ReadOnlySpan<float> labels, ReadOnlySpan<double> probabilities)
    {
        var sum = 0.0;
        for (var row = 0; row < labels.Length; row++)
            sum += OfOne(labels[row] > 0 ? probabilities[row] : 1 - probabilities[row]);
        return sum / labels.Length;
    }

    /// <summary>Several classes.</summary>
    /// <param name="labels">Codes of classes, one at least.</param>
    /// <param name="probabilities">Of every class, row by row.</param>
    public static double Multiclass(ReadOnlySpan<float> labels, ReadOnlySpan<double> probabilities)
    {
        var classes = probabilities.Length / labels.Length;
        var sum = 0.0;
        for (var row = 0; row < labels.Length; row++)
            sum += OfOne(probabilities[row * classes + (int)labels[row]]);
        return sum / labels.Length;
    }

    private static double OfOne(double probability) => -Math.Log(Math.Clamp(probability, Clip, 1 - Clip));
}
