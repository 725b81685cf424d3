using CsCheck;

namespace Trainyard.Metrics.Tests;

public sealed class When_a_binary_model_is_measured
{
    // Few distinct probabilities, so that there are ties, and both ends.
    private static readonly Gen<(float[] Labels, double[] Probabilities)> Judged =
        from rows in Gen.Int[1, 60]
        from labels in Gen.Int[0, 1].Select(i => (float)i).Array[rows]
        from probabilities in Gen.Int[0, 20].Select(i => i / 20.0).Array[rows]
        select (labels, probabilities);

    [Fact]
    public void Should_give_the_chance_that_a_positive_row_scores_higher_as_AUC() => Judged.Sample(judged =>
    {
        var (labels, scores) = judged;
        var pairs =
            from p in Enumerable.Range(0, labels.Length).Where(i => labels[i] > 0)
            from n in Enumerable.Range(0, labels.Length).Where(i => labels[i] == 0)
            select scores[p] > scores[n] ? 1 : scores[p] == scores[n] ? 0.5 : 0;
        double? expected = pairs.Any() ? pairs.Average() : null;
        var area = Auc.Area(labels, scores);
        Assert.Equal(expected.HasValue, area.HasValue);
        Assert.Equal(expected ?? 0, area ?? 0, 12);
    });

    [Fact]
    public void Should_count_as_the_definitions_say() => Judged.Sample(judged =>
    {
        var (labels, probabilities) = judged;
        var rows = labels.Zip(probabilities, (l, p) => (IsTrue: l > 0, IsSaid: p >= 0.5)).ToArray();
        double tp = rows.Count(r => r.IsTrue && r.IsSaid), fp = rows.Count(r => !r.IsTrue && r.IsSaid);
        double fn = rows.Count(r => r.IsTrue && !r.IsSaid);
        var metrics = Measure(labels, probabilities);
        Assert.Equal(rows.Average(r => r.IsTrue == r.IsSaid ? 1.0 : 0), metrics["accuracy"], 12);
        Assert.Equal(rows.Average(r => r.IsSaid ? 1.0 : 0), metrics["positive_rate"], 12);
        Check(metrics, "precision", tp / (tp + fp));
        Check(metrics, "recall", tp / (tp + fn));
        var harmonic = 2 / (((tp + fp) / tp) + ((tp + fn) / tp));
        Check(metrics, "f1", harmonic, otherwise: tp + fp + fn > 0 ? 0 : double.NaN);
    });

    [Fact]
    public void Should_lose_34_and_a_half_for_a_certainty_that_was_wrong() =>
        Assert.Equal(34.54, LogLoss.Binary([1], [0]), 2);

    [Fact]
    public void Should_give_the_mean_of_the_logarithms_as_log_loss() => Judged.Sample(judged =>
    {
        var (labels, probabilities) = judged;
        var expected = labels.Zip(probabilities, (l, p) =>
            -Math.Log(Math.Min(1 - 1e-15, Math.Max(1e-15, l > 0 ? p : 1 - p)))).Average();
        Assert.Equal(expected, LogLoss.Binary(labels, probabilities), 1e-9 * Math.Max(1, expected));
    });

    [Fact]
    public void Should_leave_out_what_one_class_alone_does_not_define()
    {
        var metrics = Measure([0, 0, 0], [0.1, 0.2, 0.3]);
        Assert.Empty(metrics.Keys.Intersect(["auc", "f1", "precision", "recall"]));
        Assert.Equal(3, metrics.Keys.Intersect(["accuracy", "log_loss", "positive_rate"]).Count());
    }

    [Fact]
    public void Should_measure_a_million_rows_with_many_ties()
    {
        var random = new Random(1);
        var labels = new float[1_000_000];
        var scores = new double[labels.Length];
        for (var row = 0; row < labels.Length; row++)
        {
            labels[row] = random.Next(2);
            scores[row] = random.Next(3) == 0 ? 0.5 : random.NextDouble() * 0.5 + labels[row] * 0.25;
        }

        // A third of the rows has the score 0.5. Of the others a negative one is uniform on 0 to 0.5 and a positive one
        // on 0.25 to 0.75, so that a positive one is above 0.5 half of the time and below a negative one an eighth of
        // it.
        var (free, tied) = (2 / 3.0, 1 / 3.0);
        var expected = free * free * 7 / 8 + tied * tied / 2 + free * tied / 2 + tied * free;
        Assert.Equal(expected, Auc.Area(labels, scores)!.Value, 0.003);
    }

    private static Dictionary<string, double> Measure(float[] labels, double[] probabilities) =>
        MetricList.Measure(new JudgedRows(LearningTask.Binary, labels, probabilities));

    private static void Check(
        Dictionary<string, double> metrics, string name, double expected, double otherwise = double.NaN)
    {
        if (double.IsNaN(expected) || double.IsInfinity(expected))
            expected = otherwise;
        Assert.Equal(!double.IsNaN(expected), metrics.ContainsKey(name));
        if (!double.IsNaN(expected))
            Assert.Equal(expected, metrics[name], 12);
    }
}
