namespace Trainyard.Metrics;

/// <summary>Which class a model names, given what it says of each: serving and metrics decide alike.</summary>
public static class Decision
{
    /// <summary>Binary: the probability from which on the positive class is predicted.</summary>
    public const double Threshold = 0.5;

    /// <summary>The class with the highest probability; of equals the first.</summary>
    public static int Best(ReadOnlySpan<double> probabilities)
    {
        var best = 0;
        for (var k = 1; k < probabilities.Length; k++)
            if (probabilities[k] > probabilities[best])
                best = k;
        return best;
    }
}
