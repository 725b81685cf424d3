namespace Trainyard.Metrics;

/// <summary>How often each class was taken for each: rows are what is true, columns what was predicted.</summary>
/// <param name="Counts">By true class, by predicted class.</param>
public sealed record ConfusionMatrix(long[][] Counts)
{
    /// <summary>Two classes; the positive one is predicted from <see cref="Decision.Threshold"/> on.</summary>
    public static ConfusionMatrix Binary(ReadOnlySpan<float> labels, ReadOnlySpan<double> probabilities)
    {
        var matrix = Empty(2);
        for (var row = 0; row < labels.Length; row++)
            matrix.Counts[labels[row] > 0 ? 1 : 0][probabilities[row] >= Decision.Threshold ? 1 : 0]++;
        return matrix;
    }

    /// <summary>Several classes; the one with the highest probability is predicted.</summary>
    public static ConfusionMatrix Multiclass(
        ReadOnlySpan<float> labels, ReadOnlySpan<double> probabilities, int classes)
    {
        var matrix = Empty(classes);
        for (var row = 0; row < labels.Length; row++)
            matrix.Counts[(int)labels[row]][Decision.Best(probabilities.Slice(row * classes, classes))]++;
        return matrix;
    }

    /// <summary>Two classes: true positives.</summary>
    public double TruePositives => Counts[1][1];

    /// <summary>Two classes: false positives.</summary>
    public double FalsePositives => Counts[0][1];

    /// <summary>Two classes: false negatives.</summary>
    public double FalseNegatives => Counts[1][0];

    private static ConfusionMatrix Empty(int classes) =>
        new([.. Enumerable.Range(0, classes).Select(_ => new long[classes])]);
}
