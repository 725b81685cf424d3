using Trainyard.Metrics;
using Trainyard.Models.Tests;
using Trainyard.Pipelines.Trainers;
using Trainyard.Training.TrainModel;

namespace Trainyard.Training.Tests;

public sealed class When_training_is_cancelled
{
    public static TheoryData<TrainerDefinition> Endless { get; } = new()
    {
        new LightGbmTrainer { Iterations = 10_000, Leaves = 4_000 },
        new LightGbmTrainer { Iterations = 2, Leaves = 131_072, MinRowsPerLeaf = 1, Bins = 10_000 },
        new FastTreeTrainer { Iterations = 10_000, Leaves = 500 },
        new FastForestTrainer { Iterations = 10_000, Leaves = 500 },
        new SdcaTrainer { Iterations = 10_000, L2 = 1e-9 },
        new LbfgsTrainer { Iterations = 10_000, L2 = 0 },
    };

    [Theory]
    [MemberData(nameof(Endless))]
    public async Task Should_end_where_it_is(TrainerDefinition definition)
    {
        using var source = new CancellationTokenSource();
        var matrix = Matrices.Of(LearningTask.Binary, seed: 1, rows: 200_000);
        var training = Trainers.For(definition).Train(matrix, 1, new Observer(), source.Token);
        // Into the middle, of an iteration too: the longest of them take many seconds each.
        await Task.WhenAny(training, Task.Delay(TimeSpan.FromMilliseconds(700), TimeProvider.System));
        Assert.SkipWhen(training.IsCompleted, "This machine trains quicker than it cancels.");

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => training);
    }

    [Fact]
    public async Task Should_not_begin_when_it_is_already()
    {
        var matrix = Matrices.Of(LearningTask.Binary, seed: 1);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Trainers.For(new LightGbmTrainer())
            .Train(matrix, 1, new Observer(_ => Assert.Fail("It began.")), new CancellationToken(canceled: true)));
    }
}
