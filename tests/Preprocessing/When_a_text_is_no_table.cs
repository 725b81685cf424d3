using CsCheck;
using Trainyard.Contracts;
using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;
using Trainyard.Support;

namespace Trainyard.Preprocessing.Tests;

/// <summary>A text that was read as a table, by somebody who guesses at what is in it.</summary>
public sealed class When_a_text_is_no_table : IDisposable
{
    private const string Canary = "canary";

    private static readonly Gen<string> Guess = Gen.OneOf(
        "canar", "canary=1", "anary", "caanry", "CANARY_", "diagnosis", "column0");

    private readonly Snapshots _snapshots = new();

    [Fact]
    public void Should_tell_no_name_and_no_value_of_it() =>
        Gen.Select(Gen.OneOf(Canary, "column0"), Guess, Guess, Gen.Enum<LearningTask>(), Gen.Int[1, 3]).Sample(
            (name, target, feature, task, words) =>
            {
                var path = _snapshots.Of(
                    $"SELECT '{Canary}' || (i % {words}) AS \"{name}\", i AS \"{Canary}2\" FROM range(20) AS t(i)");
                var definition = Snapshots.Definition(Snapshots.Column(target, task) with { Positive = "x" }) with
                {
                    Features =
                    [
                        new NumericFeatures { Columns = [feature] },
                        new ExpressionFeature { Name = "made", Value = "canarie + 1" },
                    ],
                    Cleaning = [new DropMissing { Columns = ["canarx"] }],
                };
                string[] guesses = ["canarie", "canarx", target, feature];

                var findings = PreparationLook.Take(definition, path, TestContext.Current.CancellationToken);

                Assert.NotEmpty(findings);
                Assert.All(findings, found => Assert.DoesNotContain(Canary, Without(guesses, found)));
            },
            iter: Fuzz.Cases(within: 60), threads: 1);

    [Theory]
    [InlineData(LearningTask.Binary)]
    [InlineData(LearningTask.Regression)]
    public void Should_tell_no_value_of_a_column_without_a_name(LearningTask task)
    {
        var path = _snapshots.Of($"SELECT '{Canary}' || (i % 3) AS column0 FROM range(40) AS t(i)");
        var definition = Snapshots.Definition(Snapshots.Column("column0", task) with { Positive = "x" });

        var found = PreparationLook.Take(definition, path, TestContext.Current.CancellationToken);

        Assert.NotEmpty(found);
        Assert.All(found, finding => Assert.DoesNotContain(Canary, finding.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Should_say_what_was_meant_of_a_table_that_is_known()
    {
        var path = _snapshots.Of("SELECT i % 2 = 0 AS even, i AS distance FROM range(40) AS t(i)");
        var definition = Snapshots.Definition(Snapshots.Column("even", LearningTask.Binary)) with
        {
            Features = [new NumericFeatures { Columns = ["distence"] }],
        };

        var found = Assert.Single(PreparationLook.Take(definition, path, TestContext.Current.CancellationToken));

        Assert.Equal("The data has no column 'distence'. Did you mean 'distance'?", found.Message);
    }

    public void Dispose() => _snapshots.Dispose();

    // What the pipeline itself says is no secret.
    private static string Without(string[] guesses, Finding found) =>
        guesses.Aggregate(found.ToString(), (text, guess) => text
            .Replace($"'{guess}'", "", StringComparison.Ordinal)
            .Replace($"Column = {guess},", "", StringComparison.Ordinal));
}
