using Trainyard.Metrics;
using Trainyard.Models;
using Trainyard.Models.Tests;
using Trainyard.Pipelines;
using Trainyard.Training.TrainModel;

namespace Trainyard.Training.Tests;

public sealed class When_the_same_rows_are_learned_twice
{
    public static TheoryData<TrainerDefinition, LearningTask> All { get; } = new()
    {
        { new LightGbmTrainer { RowShare = 0.7, ValidationShare = 0.2, EarlyStopping = 5 }, LearningTask.Binary },
        { new LightGbmTrainer { ColumnShare = 0.7 }, LearningTask.Binary },
        { new LightGbmTrainer(), LearningTask.Multiclass },
        { new LightGbmTrainer { Threads = 1 }, LearningTask.Regression },
        { new FastTreeTrainer(), LearningTask.Binary },
        { new FastTreeTrainer(), LearningTask.Regression },
        { new FastForestTrainer(), LearningTask.Binary },
        { new FastForestTrainer(), LearningTask.Regression },
        { new SdcaTrainer(), LearningTask.Binary },
        { new SdcaTrainer(), LearningTask.Multiclass },
        { new SdcaTrainer(), LearningTask.Regression },
        { new LbfgsTrainer(), LearningTask.Binary },
        { new LbfgsTrainer(), LearningTask.Multiclass },
        { new LbfgsTrainer(), LearningTask.Regression },
    };

    [Theory]
    [MemberData(nameof(All))]
    public async Task Should_give_the_same_bytes(TrainerDefinition definition, LearningTask task)
    {
        var first = await Train(definition, task, seed: 7);
        var second = await Train(definition, task, seed: 7);
        Assert.True(TrainerKinds.All.Of(definition).IsReproducible);
        Assert.Equal(first.Bytes, second.Bytes);
        Assert.Equal(first.Figures, second.Figures);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Should_learn_something_and_answer_a_row_as_among_many(
        TrainerDefinition definition, LearningTask task)
    {
        var trained = await Train(definition, task, seed: 7);
        using var scorer = ModelKinds.Open(trained.Kind, trained.Bytes).Scorer;
        var matrix = Matrices.Of(task, seed: 8);
        var outputs = Matrices.ScoreAll(scorer, matrix);
        Assert.Equal(outputs, Matrices.ScoreRows(scorer, matrix));
        Assert.All(outputs, output => Assert.True(double.IsFinite(output)));
        var label = matrix.Label.Values.ToArray();

        // The missing amounts of these rows mean something that a straight line can't say.
        var least = definition is SdcaTrainer or LbfgsTrainer ? 0.72 : 0.85;
        if (task == LearningTask.Regression)
        {
            Assert.InRange(Judged.R2(label, outputs), least, 1);
            return;
        }

        Assert.InRange(Judged.Accuracy(label, outputs, scorer.Outputs), least, 1);
        Assert.All(outputs, output => Assert.InRange(output, 0, 1));
    }

    [Fact]
    public async Task Should_give_other_bytes_for_another_seed()
    {
        var definition = new LightGbmTrainer { RowShare = 0.5 };
        Assert.NotEqual(
            (await Train(definition, LearningTask.Binary, seed: 1)).Bytes,
            (await Train(definition, LearningTask.Binary, seed: 2)).Bytes);
    }

    private static Task<TrainedModel> Train(TrainerDefinition definition, LearningTask task, int seed) =>
        Trainers.For(definition).Train(Matrices.Of(task, seed: 3), seed, new Observer(), CancellationToken.None);
}
