namespace Trainyard.Metrics;

internal sealed class R2 : Metric
{
    public R2()
        : base("r2", Better.Higher, LearningTask.Regression) => Min = double.MinValue;

    public override string Meaning => "Coefficient of determination.";

    public override string Source => "1 - squared errors / squared distances of the truth from its mean (Kvålseth 1985)";

    public override double? Of(JudgedRows rows) =>
        rows.Errors.Spread > 0 ? 1 - rows.Errors.Squares / rows.Errors.Spread : null;
}
