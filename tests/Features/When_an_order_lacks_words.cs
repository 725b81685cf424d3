using CsCheck;

using Trainyard.Features.Fitting;
using Trainyard.Features.Tables;
using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;

namespace Trainyard.Features.Tests;

public sealed class When_an_order_lacks_words
{
    private static readonly string[] Words = ["none", "low", "mid", "high", "Low", "", "höher"];

    private static readonly Gen<(int[] Rows, int[] Order)> Drawn = Gen.Select(
        Gen.Int[0, Words.Length - 1].Array[4, 60], Gen.Int[0, Words.Length - 1].Array[1, Words.Length])
        .Select(drawn => (drawn.Item1, drawn.Item2.Distinct().ToArray()));

    [Fact]
    public void Should_say_which_and_in_how_many_rows_and_miss_the_feature_there() => Drawn.Sample(drawn =>
    {
        var order = drawn.Order.Select(word => Words[word]).ToArray();
        var table = new Table(
            [
                NumberColumn.Of(
                    "y", ColumnType.Integer, drawn.Rows.Select((_, row) => (double)(row % 2)).ToArray()),
                WordColumn.Of("x", ColumnType.Category, [.. drawn.Rows.Select(word => Words[word])]),
            ],
            drawn.Rows.Length);
        var feature = new CategoryFeatures
        {
            Columns = ["x"], Encode = CategoryEncoding.Ordinal, Order = order,
        };

        var fitting = FeatureFitter.Fit(
            RandomTables.Definition([feature]) with
            {
                Target = new TargetDefinition { Name = "y", Task = LearningTask.Binary },
            },
            table, seed: 1);

        var lacking = drawn.Rows.Except(drawn.Order).ToArray();
        if (!drawn.Rows.Intersect(drawn.Order).Any())
        {
            Assert.Contains("stands in its order", Assert.Single(fitting.Problems).Message, StringComparison.Ordinal);
            return;
        }

        if (lacking.Length == 0)
            Assert.Empty(fitting.Warnings);
        else
            Assert.Equal(
                $"{drawn.Rows.Count(lacking.Contains):N0} rows", Assert.Single(fitting.Warnings).Observed);
        Assert.All(lacking, word => Assert.Contains(
            $"'{Words[word]}' ({drawn.Rows.Count(row => row == word)} ", fitting.Warnings[0].Message,
            StringComparison.Ordinal));
        var expected = drawn.Rows.Select(word => Array.IndexOf(drawn.Order, word) is >= 0 and var rank
            ? rank
            : float.NaN);
        Assert.Equal(expected, fitting.MakeTrainingMatrix(table).Columns[0].Values.ToArray());
    }, iter: 300);
}
