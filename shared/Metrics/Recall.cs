namespace Trainyard.Metrics;

internal sealed class Recall() : Metric("recall", Better.Higher, LearningTask.Binary)
{
    public override string Meaning => "Share of positive rows that are predicted positive, at probability 0.5.";

    public override string Source => "TP / (TP + FN)";

    public override double? Of(JudgedRows rows)
    {
        var (tp, fn) = (rows.Confusion.TruePositives, rows.Confusion.FalseNegatives);
        return tp + fn > 0 ? tp / (tp + fn) : null;
    }
}
