namespace Trainyard.Metrics;

internal sealed class Accuracy()
    : Metric("accuracy", Better.Higher, LearningTask.Binary, LearningTask.Multiclass)
{
    public override string Meaning => "Share of rows whose class is right.";

    public override string Source => "(TP + TN) / rows; over all rows (micro) where there are several classes";

    public override double? Of(JudgedRows rows) =>
        rows.Confusion.Counts.Index().Sum(c => (double)c.Item[c.Index]) / rows.Count;
}
