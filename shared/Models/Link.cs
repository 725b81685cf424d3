namespace Trainyard.Models;

/// <summary>Turns the raw sums of a model into its outputs.</summary>
internal static class Link
{
    /// <summary>The logistic function: a log-odds becomes a probability.</summary>
    public static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>
    /// Scores become probabilities that add up to 1; less the largest first, so that nothing overflows.
    /// </summary>
    public static void Softmax(Span<double> scores)
    {
        var largest = double.NegativeInfinity;
        foreach (var score in scores)
            largest = Math.Max(largest, score);
        var sum = 0.0;
        foreach (ref var score in scores)
            sum += score = Math.Exp(score - largest);
        foreach (ref var score in scores)
            score /= sum;
    }
}
