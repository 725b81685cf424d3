namespace Trainyard.Metrics;

internal sealed class MacroAccuracy() : Metric("macro_accuracy", Better.Higher, LearningTask.Multiclass)
{
    public override string Meaning => "Mean of the accuracies of the classes, so that a rare one counts as a common one.";

    public override string Source => "mean over the classes that have rows of the share that is named rightly";

    public override double? Of(JudgedRows rows) =>
        rows.Confusion.Counts.Index().Where(c => c.Item.Sum() > 0)
            .Average(c => (double)c.Item[c.Index] / c.Item.Sum());
}
