using CsCheck;
using Trainyard.Metrics;
using Trainyard.Pipelines;

namespace Trainyard.Features.Tests;

public sealed class When_features_are_fitted
{
    private static readonly Table Small = new(
        [
            NumberColumn.Of("row", ColumnType.Integer, Enumerable.Range(0, 8).Select(i => (double)i).ToArray()),
            NumberColumn.Of("x", ColumnType.Number, new[] { 2, 4, 4, 4, 5, 5, 7, 9.0 }),
            NumberColumn.Of(
                "gaps", ColumnType.Number, new[] { 1, double.NaN, 3, double.NaN, 10, double.NaN, 2, double.NaN }),
            WordColumn.Of("word", ColumnType.Category, ["b", "a", "c", "a", "c", null, "a", "Z"]),
            NumberColumn.Of("digit", ColumnType.Integer, new[] { 10, 9, 9, 10, 9, double.NaN, 9, 8.0 }),
        ],
        rows: 8);

    [Fact]
    public void Should_scale_to_mean_0_and_deviation_1() => Assert.Equal(
        [-1.5f, -0.5f, -0.5f, -0.5f, 0, 0, 1, 2],
        Column(new NumericFeatures { Columns = ["x"], Scale = Scaling.Standard }));

    [Fact]
    public void Should_scale_the_range_to_0_and_1() => Assert.Equal(
        [0, 2 / 7f, 2 / 7f, 2 / 7f, 3 / 7f, 3 / 7f, 5 / 7f, 1],
        Column(new NumericFeatures { Columns = ["x"], Scale = Scaling.MinMax }));

    [Theory]
    [InlineData(Imputation.None, float.NaN)]
    [InlineData(Imputation.Mean, 4)]
    [InlineData(Imputation.Median, 2.5f)]
    [InlineData(Imputation.Constant, -3)]
    public void Should_fill_gaps(Imputation impute, float filler) => Assert.Equal(
        [1, filler, 3, filler, 10, filler, 2, filler],
        Column(new NumericFeatures { Columns = ["gaps"], Impute = impute, Constant = -3 }));

    [Fact]
    public void Should_code_words_by_how_often_they_occur()
    {
        // a three times, c twice, then Z before b.
        Assert.Equal([3, 0, 1, 0, 1, float.NaN, 0, 2], Column(new CategoryFeatures { Columns = ["word"] }));
        Assert.Equal(
            [float.NaN, 0, 1, 0, 1, float.NaN, 0, float.NaN], Column(
                new CategoryFeatures { Columns = ["word"], MinCount = 2 }));
        Assert.Equal([1, 0, 0, 1, 0, float.NaN, 0, 2], Column(new CategoryFeatures { Columns = ["digit"] }));
    }

    [Fact]
    public void Should_rank_words_in_the_order_that_is_given_or_by_their_bytes()
    {
        Assert.Equal(
            [2, 1, 3, 1, 3, float.NaN, 1, 0],
            Column(new CategoryFeatures { Columns = ["word"], Encode = CategoryEncoding.Ordinal }));
        Assert.Equal(
            [1, 0, float.NaN, 0, float.NaN, float.NaN, 0, float.NaN],
            Column(new CategoryFeatures { Columns = ["word"], Encode = CategoryEncoding.Ordinal, Order = ["a", "b"] }));
    }

    [Fact]
    public void Should_give_each_word_a_column_of_its_own()
    {
        var matrix = Matrix(new CategoryFeatures { Columns = ["word"], Encode = CategoryEncoding.OneHot });

        Assert.Equal(["word=Z", "word=a", "word=b", "word=c"], matrix.Columns.Select(c => c.Name));
        Assert.Equal([0, 1, 0, 1, 0, 0, 1, 0], matrix.Columns[1].Values.ToArray());
        Assert.Equal(
            [1, 1, 1, 1, 1, 0, 1, 1], Enumerable.Range(0, 8).Select(r => matrix.Columns.Sum(c => c.Values.Span[r])));
    }

    [Fact]
    public void Should_take_crossed_words_together_and_miss_them_when_one_is_missing() => Assert.Equal(
        [4, 0, 1, 3, 1, float.NaN, 0, 2],
        Column(new CrossFeature { Columns = ["word", "digit"] }));

    [Theory]
    // Vectors of the authors of FNV-1a, 64 bits.
    [InlineData("", 0xcbf29ce484222325)]
    [InlineData("a", 0xaf63dc4c8601ec8c)]
    [InlineData("foobar", 0x85944171f73967e8)]
    public void Should_hash_as_fnv_does(string word, ulong hash)
    {
        Assert.Equal(hash % 65_536, new Hash(65_536).Of(word));
        Assert.Equal(hash % 1000, new Hash(1000).Of(word));
    }

    [Fact]
    public void Should_hash_every_word_into_a_bucket() =>
        Gen.Select(Gen.String, Gen.Int[2, 65_536]).Sample((word, buckets) =>
        new Hash(buckets).Of(word) is var bucket && bucket >= 0 && bucket < buckets && bucket == Math.Floor(bucket));

    [Fact]
    public void Should_not_tell_a_row_its_own_target()
    {
        // Each word is one row: a mean that knew the row's own target would give it away.
        var words = Enumerable.Range(0, 1000).Select(i => $"w{i}").ToArray();
        var table = new Table(
            [
                NumberColumn.Of("y", ColumnType.Number, words.Select((_, i) => (double)(i % 2)).ToArray()),
                WordColumn.Of("word", ColumnType.Category, words),
            ],
            rows: 1000);
        var definition = RandomTables.Definition(
            [new CategoryFeatures { Columns = ["word"], Encode = CategoryEncoding.TargetMean }]) with
        {
            Target = new TargetDefinition { Name = "y", Task = LearningTask.Regression },
        };

        var fitting = FeatureFitter.Fit(definition, table, seed: 1);

        // At most the mean of each of the five folds; knowing all, serving shrinks each word towards the mean of all.
        Assert.InRange(fitting.MakeTrainingMatrix(table).Columns[0].Values.ToArray().Distinct().Count(), 1, 5);
        Assert.Equal(
            [(float)(5.0 / 11), (float)(6.0 / 11)],
            fitting.Features!.Apply(table).Columns[0].Values.ToArray().Distinct());
        Assert.Equal("word_mean", fitting.Features.Outputs[0].Name);
    }

    [Fact]
    public void Should_take_all_but_the_target_when_no_feature_is_named()
    {
        var fitting = FeatureFitter.Fit(
            RandomTables.Definition() with
            {
                Target = new TargetDefinition { Name = "late", Expression = "row > 3 and x > 0",
                    Task = LearningTask.Binary },
            },
            Small,
            seed: 1);

        Assert.Equal(
            ["gaps Numeric", "word Category", "digit Numeric"],
            fitting.Features!.Outputs.Select(o => $"{o.Name} {o.Kind}"));
    }

    [Theory]
    [InlineData("", "The manifest of the features can't be read.")]
    [InlineData("{}", "The manifest of the features can't be read.")]
    [InlineData(
        """
        {"schema":"features/2","inputs":[],"target":{"name":"y","task":"binary","classes":[]},"features":[]}
        """,
        "The manifest has the schema 'features/2', not features/1.")]
    [InlineData(
        """
        {"schema":"features/1","inputs":[],"target":{"name":"y","task":"binary","classes":[]},
         "features":[{"name":"f","kind":"numeric","from":["x"],"steps":[]}]}
        """,
        "The manifest makes a feature from 'x', which is none of its inputs.")]
    public void Should_refuse_a_manifest_that_is_none(string json, string message)
    {
        var refusal = Assert.Throws<InvalidDataException>(
            () => FittedFeatures.Read(System.Text.Encoding.UTF8.GetBytes(json)));

        Assert.Equal(message, refusal.Message);
    }

    private static float[] Column(FeatureDefinition feature) => Assert.Single(Matrix(feature).Columns).Values.ToArray();

    private static FeatureMatrix Matrix(FeatureDefinition feature)
    {
        var fitting = FeatureFitter.Fit(RandomTables.Definition([feature]), Small, seed: 1);
        Assert.Empty(fitting.Problems);
        return fitting.MakeTrainingMatrix(Small);
    }
}
