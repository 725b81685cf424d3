namespace Trainyard.Metrics;

internal sealed class F1() : Metric("f1", Better.Higher, LearningTask.Binary)
{
    public override string Meaning => "Harmonic mean of precision and recall, at probability 0.5.";

    public override string Source => "2 TP / (2 TP + FP + FN) (van Rijsbergen 1979)";

    public override double? Of(JudgedRows rows)
    {
        var (tp, fp, fn) =
            (rows.Confusion.TruePositives, rows.Confusion.FalsePositives, rows.Confusion.FalseNegatives);
        return tp + fp + fn > 0 ? 2 * tp / (2 * tp + fp + fn) : null;
    }
}
