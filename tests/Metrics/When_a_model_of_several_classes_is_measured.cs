using CsCheck;

namespace Trainyard.Metrics.Tests;

public sealed class When_a_model_of_several_classes_is_measured
{
    private const int Classes = 3;

    private static readonly Gen<(float[] Labels, double[] Probabilities)> Judged =
        from rows in Gen.Int[1, 40]
        from labels in Gen.Int[0, Classes - 1].Select(i => (float)i).Array[rows]
        from weights in Gen.Double[0.01, 1].Array[rows * Classes]
        select (labels, weights.Chunk(Classes).SelectMany(w => w.Select(v => v / w.Sum())).ToArray());

    [Fact]
    public void Should_agree_with_the_definitions() => Judged.Sample(judged =>
    {
        var (labels, probabilities) = judged;
        var rows = labels.Zip(probabilities.Chunk(Classes), (l, p) =>
            (True: (int)l, Sent: Array.IndexOf(p, p.Max()), Of: p[(int)l])).ToArray();
        var all = new JudgedRows(LearningTask.Multiclass, labels, probabilities);
        var confusion = all.Confusion;
        var metrics = MetricList.Measure(all);
        Assert.Equal(rows.Average(r => r.True == r.Sent ? 1.0 : 0), metrics["accuracy"], 12);
        Assert.Equal(
            rows.GroupBy(r => r.True).Average(g => g.Average(r => r.True == r.Sent ? 1.0 : 0)),
            metrics["macro_accuracy"], 12);
        Assert.Equal(rows.Average(r => -Math.Log(r.Of)), metrics["log_loss"], 9);
        foreach (var (truth, counts) in confusion.Counts.Index())
            foreach (var (said, count) in counts.Index())
                Assert.Equal(rows.Count(r => r.True == truth && r.Sent == said), count);
    });
}
