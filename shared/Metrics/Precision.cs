namespace Trainyard.Metrics;

internal sealed class Precision() : Metric("precision", Better.Higher, LearningTask.Binary)
{
    public override string Meaning => "Share of right ones among rows predicted positive, at probability 0.5.";

    public override string Source => "TP / (TP + FP)";

    public override double? Of(JudgedRows rows)
    {
        var (tp, fp) = (rows.Confusion.TruePositives, rows.Confusion.FalsePositives);
        return tp + fp > 0 ? tp / (tp + fp) : null;
    }
}
