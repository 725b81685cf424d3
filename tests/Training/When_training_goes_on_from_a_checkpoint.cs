using Trainyard.Features;
using Trainyard.Models.Tests;
using Trainyard.Pipelines;
using Trainyard.Training.TrainModel;

namespace Trainyard.Training.Tests;

public sealed class When_training_goes_on_from_a_checkpoint
{
    private static readonly LearningTask[] Tasks =
        [LearningTask.Binary, LearningTask.Multiclass, LearningTask.Regression];

    private static readonly LightGbmTrainer[] Options =
    [
        new(),
        new() { WatchShare = 0.2 },
        new() { WatchShare = 0.2, EarlyStopping = 4, LearningRate = 0.6, Iterations = 200 },
        new() { RowShare = 0.7 },
        new() { RowShare = 0.4, WatchShare = 0.2 },
        new() { ColumnShare = 0.6 },
        new() { ColumnShare = 0.3, RowShare = 0.8, WatchShare = 0.3, EarlyStopping = 20, LearningRate = 0.4 },
        new() { MinRowsPerLeaf = 300, Leaves = 4 },
    ];

    public static TheoryData<LearningTask, LightGbmTrainer> All { get; } =
        new(Tasks.SelectMany(task => Options.Select(options => (task, options))));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Should_give_the_bytes_of_one_that_was_never_interrupted(
        LearningTask task, LightGbmTrainer options)
    {
        options = options with { Iterations = Math.Min(options.Iterations, 60) };
        var undisturbed = await Train(task, options, new KeptCheckpoints(every: 0));
        var first = new KeptCheckpoints();
        AssertSame(undisturbed, await Train(task, options, first));
        Assert.NotEmpty(first.Kept);
        foreach (var at in new[] { 1, first.Kept.Count / 3, first.Kept.Count }.Where(at => at > 0).Distinct())
        {
            var second = new KeptCheckpoints(first.Kept[at - 1], every: 7);

            var trained = await Train(task, options, second);

            Assert.Null(second.Reason);
            Assert.Equal(at, second.WentOnFrom);
            AssertSame(undisturbed, trained);

            // And so once more, from what the second attempt kept.
            if (second.Kept.Count == 0)
                continue;
            var third = new KeptCheckpoints(second.Kept[^1]);
            AssertSame(undisturbed, await Train(task, options, third));
            Assert.True(third.WentOnFrom > at);
        }
    }

    private static void AssertSame(TrainedModel expected, TrainedModel actual)
    {
        Assert.Equal(System.Text.Encoding.UTF8.GetString(expected.Bytes), System.Text.Encoding.UTF8.GetString(actual.Bytes));
        Assert.Equal(expected.Figures, actual.Figures);
        Assert.True(actual.IsReproducible);
    }

    private static Task<TrainedModel> Train(LearningTask task, LightGbmTrainer options, ICheckpoints checkpoints) =>
        Train(Matrices.Of(task, seed: 3, rows: 3_000), options, new Watcher(checkpoints: checkpoints));

    private static Task<TrainedModel> Train(FeatureMatrix matrix, LightGbmTrainer options, ITrainingWatch watcher) =>
        Trainers.For(options).Train(matrix, seed: 7, watcher, CancellationToken.None);
}
