using System.Text.Json;
using Trainyard.Features.Fitted;
using Trainyard.Features.Fitting;
using Trainyard.Features.Rows;
using Trainyard.Features.Tables;
using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;
using Trainyard.Pipelines.Kinds;
using Trainyard.Pipelines.Sources;
using Trainyard.Pipelines.Trainers;

namespace Trainyard.Features.Tests;

/// <summary>A word that the model does not know is answered, and whoever asks is told.</summary>
public sealed class When_a_word_is_new
{
    [Theory]
    [InlineData(CategoryEncoding.OneHot, "It counts as none of them.")]
    [InlineData(CategoryEncoding.Codes, "It is taken for 'a', the commonest one.")]
    [InlineData(CategoryEncoding.Ordinal, "It has the mean of the ranks.")]
    [InlineData(CategoryEncoding.TargetMean, "It has the mean of all.")]
    [InlineData(CategoryEncoding.Hashed, null)]
    public void Should_say_what_becomes_of_it(CategoryEncoding encode, string? treatment)
    {
        var features = Fit(new CategoryFeatures { Columns = ["x"], Encode = encode, Buckets = 16 });

        Assert.Empty(Read(features, "\"a\"", "1"));
        Assert.Empty(Read(features, "null", "1"));
        var found = Read(features, "\"new\"", "1");
        if (treatment is null)
        {
            Assert.Empty(found);
            return;
        }

        var warning = Assert.Single(found);
        Assert.True(warning.IsWarning);
        Assert.Equal(
            "Column 'x' is 'new', which is none of the 2 words that the model knows: training never saw it, or too "
                + "seldom. " + treatment,
            warning.Message);
        Assert.InRange(Assert.Single(Read(features, $"\"{new string('y', 9_000)}\"", "1")).Message.Length, 1, 250);
    }

    [Theory]
    [InlineData("\"b\"", "2", "")]
    [InlineData("\"c\"", "2.0", "x")]
    [InlineData("\"b\"", "-7", "n")]
    [InlineData("\"1\"", "9", "x n")]
    public void Should_be_seen_in_what_several_columns_make_and_in_whole_numbers(string x, string n, string columns) =>
        Assert.Equal(
            columns,
            string.Join(' ', Read(Fit(new CrossFeature { Columns = ["x", "n"], Encode = CategoryEncoding.Codes }), x, n)
                .Select(problem => problem.Column)));

    [Fact]
    public void Should_say_no_more_of_a_word_that_the_pipeline_refuses() => Assert.False(
        Assert.Single(Read(
            Fit(
                new CategoryFeatures { Columns = ["x"] },
                new() { Name = "x", Type = ColumnType.Category, Values = ["a", "b"] }),
            "\"new\"", "1")).IsWarning);

    private static IReadOnlyList<RowProblem> Read(FittedFeatures features, string x, string n)
    {
        using var row = JsonDocument.Parse($$"""{"x": {{x}}, "n": {{n}}}""");
        return features.ReadRow(row.RootElement, new Cell[2]);
    }

    private static FittedFeatures Fit(FeatureDefinition entry, ColumnDefinition? column = null)
    {
        const int Rows = 60;
        var fitting = FeatureFitter.Fit(
            new PipelineDefinition
            {
                Name = "words",
                Source = new CsvSource { Path = "x" },
                Schema = column is null ? [] : [column],
                Target = new TargetDefinition { Name = "y", Task = LearningTask.Binary },
                Split = new RandomSplit(),
                Features = [entry],
                Train = new LightGbmTrainer(),
            },
            new Table(
                [
                    WordColumn.Of(
                        "x", ColumnType.Category, ["a", "b"],
                        Enumerable.Range(0, Rows).Select(row => row % 3 == 0 ? 1 : 0).ToArray()),
                    NumberColumn.Of(
                        "n", ColumnType.Integer,
                        Enumerable.Range(0, Rows).Select(row => 1.0 + (row % 2)).ToArray()),
                    NumberColumn.Of(
                        "y", ColumnType.Integer, Enumerable.Range(0, Rows).Select(row => row % 2.0).ToArray()),
                ],
                Rows),
            seed: 1);
        Assert.Empty(fitting.Problems);
        return fitting.Features!;
    }
}
