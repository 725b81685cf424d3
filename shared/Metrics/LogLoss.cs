namespace Trainyard.Metrics;

internal sealed class LogLoss : Metric
{
    /// <summary>
    /// Probabilities are kept so far away from 0 and 1, so that one wrong certainty costs 34.5 and not infinity.
    /// </summary>
    public const double Clip = 1e-15;

    public LogLoss()
        : base("log_loss", Better.Lower, LearningTask.Binary, LearningTask.Multiclass) => Max = double.MaxValue;

    public override string Meaning => "Mean negative natural logarithm of the probability given to what came true.";

    public override string Source => "mean of -ln p (Good 1952), p kept 1e-15 away from 0 and 1";

    public override double? Of(JudgedRows rows) => rows.Task switch
    {
        LearningTask.Binary => Binary(rows.Labels, rows.Scores),
        LearningTask.Multiclass => Multiclass(rows.Labels, rows.Scores),
        LearningTask.Regression => null,
        _ => throw rows.Task.NotKnown(),
    };

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
