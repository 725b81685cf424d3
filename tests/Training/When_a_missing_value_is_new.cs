using System.Text.Json;

using CsCheck;

using Trainyard.Features.Fitted;
using Trainyard.Features.Fitting;
using Trainyard.Features.Rows;
using Trainyard.Features.Tables;
using Trainyard.Metrics;
using Trainyard.Models;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Expressions;
using Trainyard.Pipelines.Sources;
using Trainyard.Pipelines.Trainers;
using Trainyard.Training.TrainModel;

namespace Trainyard.Training.Tests;

/// <summary>A value that is missing later and never was in training: one rule, whatever the trainer.</summary>
public sealed class When_a_missing_value_is_new
{
    // Eighths, whose sum is exact whatever the order, so that the test can say what the mean is.
    private static readonly Gen<(double[] X, int[] W)> Drawn =
        Gen.Int[80, 200].SelectMany(rows => Gen.Select(
            Gen.Int[-8000, 8000].Select(x => x / 8.0).Array[rows], Gen.Int[0, 4].Array[rows]));

    [Theory]
    [InlineData(typeof(LightGbmTrainer), LearningTask.Binary)]
    [InlineData(typeof(LightGbmTrainer), LearningTask.Regression)]
    [InlineData(typeof(FastTreeTrainer), LearningTask.Binary)]
    [InlineData(typeof(FastTreeTrainer), LearningTask.Regression)]
    [InlineData(typeof(FastForestTrainer), LearningTask.Binary)]
    [InlineData(typeof(FastForestTrainer), LearningTask.Regression)]
    [InlineData(typeof(SdcaTrainer), LearningTask.Binary)]
    [InlineData(typeof(SdcaTrainer), LearningTask.Regression)]
    [InlineData(typeof(LbfgsTrainer), LearningTask.Binary)]
    [InlineData(typeof(LbfgsTrainer), LearningTask.Regression)]
    public Task Should_be_the_mean_or_the_commonest_word_in_a_row_and_in_a_batch(Type options, LearningTask task) =>
        Drawn.SampleAsync(async drawn =>
        {
            var words = drawn.W.Select(w => $"w{w}").ToArray();
            var mean = drawn.X.Average();
            var commonest = words.GroupBy(w => w).OrderByDescending(g => g.Count())
                .ThenBy(g => g.Key, StringComparer.Ordinal).First().Key;
            (double X, string? W)[] later =
            [
                (double.NaN, "w1"), (mean, "w1"), (3, null), (3, "zebra"), (3, commonest), (double.NaN, null),
                (mean, commonest),
            ];
            var (features, scorer) = await Learn(options, task, drawn.X, words);
            using var model = scorer;

            var alone = later.Select(row => Answer(features, model, row)).ToArray();
            using var matrix = features.Apply(new Table(
                [
                    NumberColumn.Of("x", ColumnType.Number, later.Select(row => row.X).ToArray()),
                    WordColumn.Of("w", ColumnType.Category, [.. later.Select(row => row.W)]),
                    NumberColumn.Of("y", ColumnType.Integer, later.Select((_, r) => (double)(r % 2)).ToArray()),
                ],
                later.Length));
            var together = new double[later.Length];
            model.Score(matrix, together);

            Assert.Equal(alone, together);
            Assert.Equal(alone[1], alone[0]);
            Assert.Equal([alone[4], alone[4]], alone[2..4]);
            Assert.Equal(alone[6], alone[5]);
        }, iter: 3, threads: 1);

    private static double Answer(FittedFeatures features, IScorer model, (double X, string? W) row)
    {
        var cells = new Cell[features.Inputs.Count];
        var made = new float[features.Outputs.Count];
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(
            new { x = double.IsNaN(row.X) ? null : (double?)row.X, w = row.W }));
        Assert.DoesNotContain(features.ReadRow(json.RootElement, cells), problem => !problem.IsWarning);
        features.Apply(cells, made);
        var answer = new double[1];
        model.Score(made, answer);
        return answer[0];
    }

    private static async Task<(FittedFeatures Features, IScorer Scorer)> Learn(
        Type options, LearningTask task, double[] x, string[] words)
    {
        var trainer = (TrainerDefinition)Activator.CreateInstance(options)!;
        var definition = new PipelineDefinition
        {
            Name = "any",
            Source = new CsvSource { Path = "any.csv" },
            Target = new TargetDefinition { Name = "y", Task = task },
            Split = new RandomSplit(),
            Train = trainer,
            Features = [new NumericFeatures { Columns = ["x"] }, new CategoryFeatures { Columns = ["w"] }],
        };
        var y = x.Select((value, row) => task == LearningTask.Binary
            ? row < 2 ? row : value > 100 ? 1 : 0
            : Math.Abs(value) + (10 * words[row].Length) + row % 3);
        var table = new Table(
            [
                NumberColumn.Of("x", ColumnType.Number, x),
                WordColumn.Of("w", ColumnType.Category, words),
                NumberColumn.Of(
                    "y", task == LearningTask.Binary ? ColumnType.Integer : ColumnType.Number, y.ToArray()),
            ],
            x.Length);
        var fitting = FeatureFitter.Fit(definition, table, seed: 1);
        Assert.Empty(fitting.Problems);
        var trained = await Trainers.For(trainer)
            .Train(fitting.MakeTrainingMatrix(table), 1, new Observer(), CancellationToken.None);
        return (fitting.Features!, ModelKinds.Open(trained.Kind, trained.Bytes).Scorer);
    }
}
