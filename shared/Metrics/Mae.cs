namespace Trainyard.Metrics;

internal sealed class Mae : Metric
{
    public Mae()
        : base("mae", Better.Lower, LearningTask.Regression) => Max = double.MaxValue;

    public override string Meaning => "Mean absolute error, in the unit of the target.";

    public override string Source => "mean size of the difference of truth and prediction";

    public override double? Of(JudgedRows rows) => rows.Errors.Sizes / rows.Count;
}
