using CsCheck;

namespace Trainyard.Metrics.Tests;

public sealed class When_a_regression_is_measured
{
    [Fact]
    public void Should_agree_with_the_definitions() =>
        Gen.Select(Gen.Float[-1000, 1000], Gen.Double[-1000, 1000]).Array[2, 50].Sample(rows =>
        {
            float[] labels = [.. rows.Select(r => r.Item1)];
            double[] said = [.. rows.Select(r => r.Item2)];
            var metrics = Measure(labels, said);
            var errors = rows.Select(r => r.Item1 - r.Item2).ToArray();
            Assert.Equal(Math.Sqrt(errors.Average(e => e * e)), metrics["rmse"], 1e-9 * metrics["rmse"]);
            Assert.Equal(errors.Average(Math.Abs), metrics["mae"], 1e-9 * metrics["mae"]);
            if (labels.Distinct().Count() < 2)
                return;
            var mean = labels.Average(l => (double)l);
            var expected = 1 - errors.Sum(e => e * e) / labels.Sum(l => (l - mean) * (l - mean));
            Assert.Equal(expected, metrics["r2"], 1e-9 * Math.Max(1, Math.Abs(expected)));
        });

    [Fact]
    public void Should_leave_out_R2_when_all_truths_are_equal() =>
        Assert.Equal(["mae", "rmse"], Measure([2, 2], [1, 3]).Keys.Order());

    [Fact]
    public void Should_leave_out_what_is_too_large_for_a_number() =>
        Assert.DoesNotContain("rmse", Measure([0, 1], [double.MaxValue, 0]).Keys);

    [Fact]
    public void Should_say_0_for_the_mean_and_1_for_the_truth()
    {
        Assert.Equal(0, Measure([1, 2, 3], [2, 2, 2])["r2"]);
        Assert.Equal(1, Measure([1, 2, 3], [1, 2, 3])["r2"]);
    }

    private static Dictionary<string, double> Measure(float[] labels, double[] predictions) =>
        MetricList.Measure(new JudgedRows(LearningTask.Regression, labels, predictions));
}
