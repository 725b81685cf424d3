using System.Text;

using Trainyard.Features.Matrix;
using Trainyard.Metrics;
using Trainyard.Models.Tests;
using Trainyard.Pipelines.Trainers;
using Trainyard.Training.TrainModel;

namespace Trainyard.Training.Tests;

public sealed class When_training_goes_on_from_a_checkpoint
{
    private const int Rows = 2_000;

    private static readonly LearningTask[] Tasks =
        [LearningTask.Binary, LearningTask.Multiclass, LearningTask.Regression];

    private static readonly LightGbmTrainer[] Options =
    [
        new(),
        new() { ValidationShare = 0.2 },
        new() { ValidationShare = 0.2, EarlyStopping = 4, LearningRate = 0.6, Iterations = 200 },
        new() { RowShare = 0.7 },
        new() { RowShare = 0.4, ValidationShare = 0.2 },
        new() { ColumnShare = 0.6 },
        new() { ColumnShare = 0.3, RowShare = 0.8, ValidationShare = 0.3, EarlyStopping = 20, LearningRate = 0.4 },
        new() { MinRowsPerLeaf = 300, Leaves = 4 },
    ];

    public static TheoryData<LearningTask, LightGbmTrainer> All { get; } =
        new(Tasks.SelectMany(task => Options.Select(options => (task, options))));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Should_give_the_bytes_of_one_that_was_never_interrupted(
        LearningTask task, LightGbmTrainer options)
    {
        options = options with { Iterations = Math.Min(options.Iterations, 40) };
        var undisturbed = await Train(task, options, checkpoints: null);
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

    [Fact]
    public async Task Should_do_so_with_many_rows_on_several_threads()
    {
        var options = new LightGbmTrainer { Iterations = 12, Threads = 2, RowShare = 0.8, ValidationShare = 0.1 };
        var first = new KeptCheckpoints(every: 5);
        var undisturbed = await Train(Matrices.Of(LearningTask.Binary, seed: 4, rows: 300_000), options, first);

        var second = new KeptCheckpoints(first.Kept[0]);
        var trained = await Train(Matrices.Of(LearningTask.Binary, seed: 4, rows: 300_000), options, second);

        Assert.Equal(5, second.WentOnFrom);
        AssertSame(undisturbed, trained);
    }

    [Fact]
    public async Task Should_begin_anew_where_rows_were_learned_otherwise_than_they_are()
    {
        // LightGBM puts sparse features into one, and in a few rows that have two of them it takes one for nothing.
        var options = new LightGbmTrainer { Iterations = 10, MinRowsPerLeaf = 5 };
        var first = new KeptCheckpoints();
        var undisturbed = await Train(Sparse(), options, first);

        var second = new KeptCheckpoints(first.Kept[^1]);
        var trained = await Train(Sparse(), options, second);

        Assert.Contains("predictions", second.Reason, StringComparison.Ordinal);
        AssertSame(undisturbed, trained);
    }

    [Fact]
    public async Task Should_end_as_if_undisturbed_when_no_split_helps_any_more()
    {
        var options = new LightGbmTrainer { Iterations = 2_000, LearningRate = 1, MinRowsPerLeaf = 1, Leaves = 200 };
        var first = new KeptCheckpoints();
        var undisturbed = await Train(Matrices.Of(LearningTask.Regression, seed: 3, rows: 100), options, first);
        Assert.InRange(undisturbed.Figures["iterations"], 3, 1_999);

        foreach (var at in new[] { ^1, ^2 })
        {
            var second = new KeptCheckpoints(first.Kept[at]);
            var trained = await Train(Matrices.Of(LearningTask.Regression, seed: 3, rows: 100), options, second);
            Assert.NotNull(second.WentOnFrom);
            AssertSame(undisturbed, trained);
        }
    }

    [Fact]
    public async Task Should_lose_nothing_when_it_is_stopped_and_asked_for_a_last_one()
    {
        var options = new LightGbmTrainer { Iterations = 20 };
        var undisturbed = await Train(LearningTask.Binary, options, checkpoints: null);
        using var stop = new CancellationTokenSource();
        var last = new KeptCheckpoints(isWanted: () => stop.IsCancellationRequested);
        var stopping = new Observer(
            step =>
            {
                if (step.Iteration == 8)
                    stop.Cancel();
            }, last);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Trainers.For(options).Train(
            Matrices.Of(LearningTask.Binary, seed: 3, rows: Rows), 7, stopping, stop.Token));

        var second = new KeptCheckpoints(Assert.Single(last.Kept));
        AssertSame(undisturbed, await Train(LearningTask.Binary, options, second));
        Assert.Equal(8, second.WentOnFrom);
    }

    [Fact]
    public async Task Should_tell_at_once_where_it_goes_on()
    {
        var options = new LightGbmTrainer { Iterations = 20 };
        var first = new KeptCheckpoints(every: 8);
        await Train(LearningTask.Binary, options, first);

        var observer = new Observer(checkpoints: new KeptCheckpoints(first.Kept[0]));
        await Train(Matrices.Of(LearningTask.Binary, seed: 3, rows: Rows), options, observer);

        Assert.Equal(Enumerable.Range(8, 13), observer.Steps.Select(step => step.Iteration));
    }

    [Theory]
    [InlineData("other options", "other parameters")]
    [InlineData("other rows", "predictions")]
    [InlineData("cut off", "LightGBM")]
    [InlineData("empty", "first line")]
    [InlineData("no JSON", "JSON")]
    public async Task Should_begin_anew_and_say_why_when_a_checkpoint_is_of_no_use(string wrong, string named)
    {
        var options = new LightGbmTrainer { Iterations = 20, ValidationShare = 0.2 };
        var first = new KeptCheckpoints(every: 8);
        var undisturbed = await Train(LearningTask.Binary, options, first);
        var taken = first.Kept[0];
        switch (wrong)
        {
            case "other options":
                var others = new KeptCheckpoints(every: 8);
                await Train(LearningTask.Binary, options with { Leaves = 30 }, others);
                taken = others.Kept[0];
                break;
            case "other rows":
                others = new KeptCheckpoints(every: 8);
                await Train(
                    Matrices.Of(LearningTask.Binary, seed: 99, rows: Rows), options, others);
                taken = others.Kept[0];
                break;
            case "cut off":
                taken = taken[..(taken.Length / 2)];
                break;
            case "empty":
                taken = [];
                break;
            default:
                taken = [(byte)'?', .. taken];
                break;
        }

        var second = new KeptCheckpoints(taken);
        var trained = await Train(LearningTask.Binary, options, second);

        Assert.Null(second.WentOnFrom);
        Assert.Contains(named, second.Reason, StringComparison.Ordinal);
        AssertSame(undisturbed, trained);
    }

    private static void AssertSame(TrainedModel expected, TrainedModel actual)
    {
        Assert.Equal(Encoding.UTF8.GetString(expected.Bytes), Encoding.UTF8.GetString(actual.Bytes));
        Assert.Equal(expected.Figures.Keys, actual.Figures.Keys);
        // The loss is a sum that LightGBM makes of one part a thread: its last digits are those of the parts.
        Assert.All(
            expected.Figures,
            figure => Assert.Equal(figure.Value, actual.Figures[figure.Key], tolerance: 1e-12));
    }

    private static FeatureMatrix Sparse()
    {
        const int rows = 20_000;
        const int columns = 30;
        var random = new Random(5);
        float[][] values = [.. Enumerable.Range(0, columns).Select(_ => new float[rows])];
        var label = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            var only = random.Next(columns);
            values[only][row] = random.Next(1, 20);
            label[row] = (only % 3 == 0) == values[only][row] > 9 ? 1 : 0;
            if (random.Next(20_000) == 0)
                values[(only + 1) % columns][row] = 7;
        }

        values[0][3] = values[1][3] = values[2][3] = 5;
        return new FeatureMatrix(
            [.. values.Select((column, c) => new MatrixColumn($"c{c}", MatrixColumnKind.Numeric, 0, column))],
            new("target", LearningTask.Binary, ["no", "yes"], label));
    }

    private static Task<TrainedModel> Train(LearningTask task, LightGbmTrainer options, ICheckpoints? checkpoints) =>
        Train(Matrices.Of(task, seed: 3, rows: Rows), options, checkpoints);

    private static Task<TrainedModel> Train(
        FeatureMatrix matrix, LightGbmTrainer options, ICheckpoints? checkpoints) =>
        Train(matrix, options, new Observer(checkpoints: checkpoints));

    private static Task<TrainedModel> Train(FeatureMatrix matrix, LightGbmTrainer options, Observer observer) =>
        Trainers.For(options).Train(matrix, seed: 7, observer, CancellationToken.None);
}
