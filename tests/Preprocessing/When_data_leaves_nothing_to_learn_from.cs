using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;
using Trainyard.Preprocessing.PrepareData;

namespace Trainyard.Preprocessing.Tests;

public sealed class When_data_leaves_nothing_to_learn_from : IDisposable
{
    private const string Good =
        """
        SELECT i, i % 3 AS three, 'c' || (i % 2) AS word, TIMESTAMP '2001-01-01' + INTERVAL (i) HOUR AS time,
          i % 2 = 0 AS even, NULL::VARCHAR AS nothing, [i] AS list
        FROM range(100) AS t(i)
        """;

    private readonly Snapshots _snapshots = new();

    [Theory]
    [InlineData("even", LearningTask.Binary, null)]
    [InlineData("word", LearningTask.Binary, null)]
    [InlineData("three", LearningTask.Multiclass, null)]
    [InlineData("i", LearningTask.Regression, null)]
    [InlineData("late", LearningTask.Binary, "target late: The data has no column 'late'. *")]
    [InlineData("list", LearningTask.Binary, "target list: Column 'list' holds lists, structures or bytes; *")]
    [InlineData("nothing", LearningTask.Binary,
        "split : After rows without the target 'nothing' are dropped, the split leaves no row to train on *.")]
    [InlineData("three", LearningTask.Binary,
        "target three: A binary target has two classes, and 'three' has 3 classes in the training part: "
        + "'*' (* rows), '*' (* rows), '*' (* rows).")]
    [InlineData(
        "word", LearningTask.Regression, "target word: A regression learns a number, and the target 'word' is a word.")]
    [InlineData("even", LearningTask.Regression,
        "target even: A regression learns a number, and the target 'even' is true or false.")]
    [InlineData("time", LearningTask.Multiclass, "target time: The target 'time' is a time, which is no class.")]
    public void Should_say_what_is_wrong_with_the_target(string column, LearningTask task, string? expected) =>
        Expect(Good, Snapshots.Definition(Snapshots.Column(column, task)), expected);

    [Theory]
    [InlineData("i > 10", null)]
    [InlineData("i > 1000",
        "target : A binary target has two classes, and 'target' has one class only, 'false' in the training part.")]
    [InlineData("word > 10", "target : 'word > 10' compares * with *.")]
    [InlineData("i > ten", "target ten: The data has no column 'ten'. *")]
    public void Should_say_what_is_wrong_with_an_expression(string expression, string? expected) =>
        Expect(Good, Snapshots.Definition(Snapshots.Binary(expression)), expected);

    [Fact]
    public void Should_want_no_more_than_a_thousand_classes() => Expect(
        "SELECT i, 'c' || i AS name FROM range(3000) AS t(i)",
        Snapshots.Definition(Snapshots.Column("name", LearningTask.Multiclass)),
        "target name: The target 'name' has more than 1000 classes; is it a number, for a regression?");

    [Theory]
    [InlineData("i * 1.5", "'0', '1.5', '3'... It holds numbers: write task: regression.")]
    [InlineData("'c' || i", "'c0', 'c1', 'c2'... What is a name of nearly each row can't be learned: *")]
    public void Should_want_classes_that_come_again(string value, string expected) => Expect(
        $"SELECT i, {value} AS y FROM range(240) AS t(i)",
        Snapshots.Definition(
            Snapshots.Column("y", LearningTask.Multiclass), new StratifiedSplit { HeldOut = 0.2 }),
        "target y: The classes of a multiclass target come again and again, and 'y' has 240 classes in 240 rows: "
            + expected);

    [Fact]
    public void Should_want_numbers_that_differ() => Expect(
        "SELECT i, 5.5 AS y FROM range(100) AS t(i)",
        Snapshots.Definition(Snapshots.Column("y", LearningTask.Regression)),
        "target y: A regression learns what makes numbers differ, and the target 'y' is 5.5 in all * rows of the "
            + "training part.");

    [Fact]
    public void Should_want_a_positive_class_that_occurs() => Expect(
        Good,
        Snapshots.Definition(Snapshots.Column("word", LearningTask.Binary) with { Positive = "c2" }),
        "target word: The positive class 'c2' does not occur in 'word'. Did you mean 'c*'?");

    [Fact]
    public void Should_refuse_labels_that_are_not_finite() => Expect(
        "SELECT i, CASE WHEN i = 5 THEN 'Infinity'::DOUBLE ELSE i END AS y FROM range(100) AS t(i)",
        Snapshots.Definition(Snapshots.Column("y", LearningTask.Regression)),
        "target *: The target 'y' has a value * finite 32-bit number.");

    [Theory]
    [InlineData("word", "split word: Column 'word' holds no dates or timestamps to split by.")]
    [InlineData("day", "split day: The data has no column 'day'. *")]
    [InlineData("time", null)]
    public void Should_want_a_time_to_split_by(string column, string? expected) => Expect(
        Good,
        Snapshots.Definition(Snapshots.Binary("three = 1"), new TimeSplit { Column = column, HeldOut = 0.2 }),
        expected);

    [Theory]
    [InlineData(1990, "split : The split leaves no row to train on and 100 held out.")]
    [InlineData(2010, "split : The split leaves no row held out and 100 to train on.")]
    public void Should_want_rows_on_both_sides_of_a_time(int year, string expected) => Expect(
        Good,
        Snapshots.Definition(
            Snapshots.Binary("three = 1"), new TimeSplit { Column = "time", TrainBefore = new DateTime(year, 1, 1) }),
        expected);

    [Fact]
    public void Should_want_rows_at_all() => Expect(
        "SELECT 1 AS i WHERE false",
        Snapshots.Definition(Snapshots.Binary("i > 0")),
        "split : The split leaves no row to train on and 0 held out.");

    [Fact]
    public void Should_want_rows_that_survive_cleaning() => Expect(
        Good,
        Snapshots.Definition(Snapshots.Binary("three = 1")) with { Cleaning = [new KeepWhere { Condition = "i < 0" }] },
        "cleaning : Cleaning drops all * rows of the training part.");

    [Fact]
    public void Should_want_a_condition_that_is_true_or_false() => Expect(
        Good,
        Snapshots.Definition(Snapshots.Binary("three = 1")) with { Cleaning = [new KeepWhere { Condition = "i + 1" }] },
        "cleaning : The condition 'i + 1' is neither true nor false; write a comparison.");

    [Fact]
    public void Should_want_a_number_to_clip() => Expect(
        Good,
        Snapshots.Definition(Snapshots.Binary("three = 1")) with { Cleaning = [new Clip { Column = "word", Max = 3 }] },
        "cleaning word: Column 'word' holds no numbers to clip.");

    [Fact]
    public void Should_want_a_feature_that_varies() => Expect(
        "SELECT i, 1 AS one, 'x' AS word FROM range(100) AS t(i)",
        Snapshots.Definition(Snapshots.Binary("i % 2 = 1")),
        "features : Each of the 2 features has one value only in the training part; there is nothing to learn from.");

    public static TheoryData<FeatureDefinition, string> MisfitFeatures => new()
    {
        { new CategoryFeatures { Columns = ["nothing"] },
            "features nothing: Column 'nothing' has no value in the training part; *" },
        { new CategoryFeatures { Columns = ["time"] },
            "features time: Column 'time' is timestamp; this feature wants words, *" },
        { new NumericFeatures { Columns = ["word"] },
            "features word: Column 'word' is category; this feature wants numbers." },
        { new NumericFeatures { Columns = ["tree"] },
            "features tree: The data has no column 'tree'. Did you mean 'three'?" },
        { new DatePartFeatures { Column = "i", Parts = [DatePart.Hour] },
            "features i: Column 'i' is integer; * wants dates or timestamps." },
        { new ExpressionFeature { Name = "e", Value = "word * 2" },
            "features : Feature 'e': 'word' is a word where a number is needed." },
        { new ExpressionFeature { Name = "e", Value = "if(even, word, 'x')" },
            "features : Feature 'e' is no number: *" },
        { new CategoryFeatures { Columns = ["word"], MinCount = 1000 },
            "features word: No word of 'word' occurs 1000 times *" },
        { new CategoryFeatures { Columns = ["word"], Encode = CategoryEncoding.Ordinal, Order = ["x"] },
            "features word: None of the words *" },
        { new NumericFeatures { Columns = ["i", "i"] }, "features : Two features have the name 'i'; make it once." },
    };

    [Theory]
    [MemberData(nameof(MisfitFeatures))]
    public void Should_say_which_feature_does_not_fit(FeatureDefinition feature, string expected) =>
        Expect(Good, Snapshots.Definition(Snapshots.Binary("three = 1")) with { Features = [feature] }, expected);

    [Fact]
    public void Should_say_all_that_is_wrong_at_once()
    {
        var result = Preparation.Run(
            Snapshots.Definition(Snapshots.Binary("i > 1000")) with
            {
                Features = [new NumericFeatures { Columns = ["word", "i"] },
                    new CategoryFeatures { Columns = ["nothing"] }],
            },
            _snapshots.Of(Good),
            seed: 1);

        Assert.Equal(["target", "features", "features"], result.Findings.Select(f => f.Rule));
    }

    public void Dispose() => _snapshots.Dispose();

    private void Expect(string query, PipelineDefinition definition, string? expected)
    {
        var result = Preparation.Run(definition, _snapshots.Of(query), seed: 1);

        var found = string.Join('|', result.Findings.Select(f => $"{f.Rule} {f.Column}: {f.Message}"));
        Assert.Matches("^" + string.Join(
            ".*", (expected ?? "").Split('*').Select(System.Text.RegularExpressions.Regex.Escape)) + "$", found);
        Assert.Equal(expected is null, result.Data is not null);
    }
}
