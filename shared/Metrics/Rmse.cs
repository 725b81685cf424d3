namespace Trainyard.Metrics;

internal sealed class Rmse : Metric
{
    public Rmse()
        : base("rmse", Better.Lower, LearningTask.Regression) => Max = double.MaxValue;

    public override string Meaning => "Root mean squared error, in the unit of the target.";

    public override string Source => "root of the mean of the squared differences of truth and prediction";

    public override double? Of(JudgedRows rows) => Math.Sqrt(rows.Errors.Squares / rows.Count);
}
