using System.Text.Json;

using Trainyard.Features.Fitted;
using Trainyard.Features.Fitting;
using Trainyard.Features.Matrix;
using Trainyard.Features.Rows;
using Trainyard.Features.Tables;
using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Sources;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Features.Tests;

public sealed class When_a_float32_would_merge_values
{
    private const int Rows = 240;

    [Fact]
    public void Should_keep_seconds_of_an_epoch_apart()
    {
        var fitting = Fit(row => 1_700_000_000 + row, LearningTask.Binary);
        var matrix = fitting.MakeTrainingMatrix(Table(row => 1_700_000_000 + row, LearningTask.Binary));
        Assert.Equal(Rows, matrix.Columns[0].Values.ToArray().Distinct().Count());
        Assert.Empty(fitting.Warnings);
    }

    [Fact]
    public void Should_say_how_many_values_are_merged_where_a_shift_is_not_enough()
    {
        // Pairs of neighbours, 2^40 from pair to pair.
        var fitting = Fit(row => ((row / 2) * Math.Pow(2, 40)) + (row % 2), LearningTask.Binary);
        var warning = Assert.Single(fitting.Warnings);
        Assert.Equal("x", warning.Column);
        Assert.Contains("of 240", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.7e9, 1)]
    [InlineData(0, 1e-9)]
    [InlineData(-3e12, 0.5)]
    [InlineData(5, 1e20)]
    public void Should_give_a_target_back_as_it_was(double offset, double unit)
    {
        Func<int, double> target = row => offset + (unit * (row * 37 % 101));
        var fitting = Fit(target, LearningTask.Regression);
        var label = fitting.MakeTrainingMatrix(Table(target, LearningTask.Regression)).Label;
        for (var row = 0; row < Rows; row++)
        {
            Assert.Equal(target(row), label.Truth.Span[row]);
            var learned = (label.Values.Span[row] * label.Scale) + label.Offset;
            Assert.InRange((learned - target(row)) / unit, -1e-4, 1e-4);
        }

        Assert.Equal(fitting.Features!.Write(), FittedFeatures.Read(fitting.Features.Write()).Write());
    }

    [Fact]
    public void Should_store_the_target_as_it_is()
    {
        var path = Path.GetTempFileName();
        try
        {
            Func<int, double> target = row => 1.7e9 + (row / 3.0);
            var made = Fit(target, LearningTask.Regression)
                .MakeTrainingMatrix(Table(target, LearningTask.Regression));
            made.Write(path);
            using var read = FeatureMatrix.Read(path);
            Assert.Equal(made.Label.Truth.ToArray(), read.Label.Truth.ToArray());
            Assert.Equal(made.Label.Values.ToArray(), read.Label.Values.ToArray());
            Assert.Equal((made.Label.Offset, made.Label.Scale), (read.Label.Offset, read.Label.Scale));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Should_take_a_word_that_training_never_saw_for_the_commonest_one()
    {
        string[] words = ["a", "b", "b", "b", "c"];
        var table = new Table(
            [
                WordColumn.Of("x", ColumnType.Category, [.. Enumerable.Range(0, Rows).Select(r => words[r % 5])]),
                Column("y", row => row % 2),
            ],
            Rows);
        var fitting = FeatureFitter.Fit(
            Definition(LearningTask.Binary, new CategoryFeatures { Columns = ["x"] }), table, seed: 1);
        using var rows = JsonDocument.Parse("""[{"x": null}, {"x": "zebra"}, {"x": "b"}]""");
        var cells = new Cell[1];
        var made = new float[1];
        Assert.All(rows.RootElement.EnumerateArray(), row =>
        {
            Assert.DoesNotContain(fitting.Features!.ReadRow(row, cells), problem => !problem.IsWarning);
            fitting.Features.Apply(cells, made);
            Assert.Equal(0, made[0]);
        });
    }

    private static FeatureFitting Fit(Func<int, double> values, LearningTask task)
    {
        var fitting = FeatureFitter.Fit(
            Definition(task, new NumericFeatures { Columns = ["x"] }), Table(values, task), seed: 1);
        Assert.Empty(fitting.Problems);
        return fitting;
    }

    private static PipelineDefinition Definition(LearningTask task, FeatureDefinition feature) => new()
    {
        Name = "epoch",
        Source = new CsvSource { Path = "epoch.csv" },
        Target = new TargetDefinition { Name = "y", Task = task },
        Split = new RandomSplit(),
        Features = [feature],
        Train = new LightGbmTrainer(),
    };

    private static Table Table(Func<int, double> values, LearningTask task) => task == LearningTask.Regression
        ? new Table([Column("x", row => row), Column("y", values, ColumnType.Number)], Rows)
        : new Table([Column("x", values), Column("y", row => row % 2)], Rows);

    private static NumberColumn Column(string name, Func<int, double> values, ColumnType type = ColumnType.Integer) =>
        NumberColumn.Of(name, type, Enumerable.Range(0, Rows).Select(values).ToArray());
}
