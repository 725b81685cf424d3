namespace Trainyard.Metrics.Tests;

public sealed class When_metrics_are_listed
{
    [Fact]
    public void Should_have_names_of_their_own() =>
        Assert.Equal(MetricList.All.Count, MetricList.All.Select(metric => metric.Name).Distinct().Count());

    [Fact]
    public void Should_know_some_for_every_task() =>
        Assert.All(Enum.GetValues<LearningTask>(), task => Assert.NotEmpty(MetricList.Of(task)));

    [Fact]
    public void Should_say_what_they_are_and_where_that_is_from() => Assert.All(MetricList.All, metric =>
    {
        Assert.EndsWith(".", metric.Meaning);
        Assert.NotEmpty(metric.Source);
        Assert.True(metric.Min < metric.Max);
    });

    [Fact]
    public void Should_be_better_the_nearer_they_are_to_the_truth()
    {
        Assert.All(MetricList.Of(LearningTask.Binary), metric => Check(
            metric, new(LearningTask.Binary, Labels(0, 1, 1), Scores(0.1, 0.9, 0.8)),
            new(LearningTask.Binary, Labels(0, 1, 1), Scores(0.9, 0.2, 0.8))));
        Assert.All(MetricList.Of(LearningTask.Multiclass), metric => Check(
            metric, new(LearningTask.Multiclass, Labels(0, 1), Scores(0.8, 0.1, 0.1, 0.1, 0.8, 0.1)),
            new(LearningTask.Multiclass, Labels(0, 1), Scores(0.1, 0.8, 0.1, 0.1, 0.8, 0.1))));
        Assert.All(MetricList.Of(LearningTask.Regression), metric => Check(
            metric, new(LearningTask.Regression, Labels(1, 2, 3), Scores(1, 2, 3.5)),
            new(LearningTask.Regression, Labels(1, 2, 3), Scores(3, 1, 2))));
    }

    private static void Check(Metric metric, JudgedRows good, JudgedRows bad)
    {
        var (one, other) = (metric.Of(good)!.Value, metric.Of(bad)!.Value);
        Assert.InRange(one, metric.Min, metric.Max);
        Assert.InRange(other, metric.Min, metric.Max);
        Assert.True(metric.Better switch
        {
            Better.Higher => one > other,
            Better.Lower => one < other,
            Better.Neither => true,
            _ => false,
        });
    }

    private static float[] Labels(params float[] labels) => labels;

    private static double[] Scores(params double[] scores) => scores;
}
