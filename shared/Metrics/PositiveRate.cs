namespace Trainyard.Metrics;

internal sealed class PositiveRate() : Metric("positive_rate", Better.Neither, LearningTask.Binary)
{
    public override string Meaning => "Share of rows predicted positive, at probability 0.5.";

    public override string Source => "(TP + FP) / rows";

    public override double? Of(JudgedRows rows) =>
        (rows.Confusion.TruePositives + rows.Confusion.FalsePositives) / rows.Count;
}
