using CsCheck;
using Trainyard.Metrics;
using Trainyard.Pipelines;

namespace Trainyard.Features.Tests;

/// <summary>
/// Tables of every type with missing and odd values, and definitions that use every feature there is.
/// </summary>
internal static class RandomTables
{
    private static readonly Gen<double> Numbers = Gen.Frequency(
        (1, Gen.Const(double.NaN)),
        (1, Gen.OneOf(
            0.0, -0.0, double.PositiveInfinity, double.NegativeInfinity, 1e100, -1e100, double.Epsilon, 3.5e38)),
        (8, Gen.Double[-1000, 1000]));

    private static readonly Gen<double> Times = Gen.Frequency(
        (1, Gen.Const(double.NaN)),
        (1, Gen.OneOf(-62_135_596_800_000_000.0, 253_402_300_799_999_000.0, 253_402_300_800_000_000.0, -1.0, 0.0)),
        (8, Gen.Long[-2_000_000_000_000_000, 4_000_000_000_000_000].Select(l => (double)l)));

    private static readonly Gen<string?> Words = Gen.Frequency(
        (1, Gen.Const((string?)null)),
        (1, Gen.OneOf<string?>("", " ", "ß", "日本", "a\"b", "Z", "z", "NaN", "\u001e")),
        (8, Gen.Int[0, 20].Select(i => (string?)$"word {i}")));

    public static readonly Gen<Table> Tables =
        from rows in Gen.Int[1, 3000]
        from number in Numbers.Array[rows]
        from whole in Gen.Frequency(
            (1, Gen.Const(double.NaN)), (9, Gen.Int[-30, 30].Select(i => (double)i))).Array[rows]
        from truth in Gen.OneOf(0.0, 1.0, double.NaN).Array[rows]
        from time in Times.Array[rows]
        from word in Words.Array[rows]
        from other in Words.Array[rows]
        select TableOf(number, whole, truth, time, word, other);

    public static IReadOnlyList<FeatureDefinition> Features =>
    [
        new NumericFeatures { Columns = ["number", "whole", "truth"] },
        new NumericFeatures { Columns = ["number2"], Impute = Imputation.Mean, Scale = Scaling.Standard },
        new NumericFeatures { Columns = ["number3"], Impute = Imputation.Median, Scale = Scaling.MinMax },
        new NumericFeatures { Columns = ["number4"], Impute = Imputation.Constant, Constant = -1.5 },
        new DatePartFeatures { Column = "time", Parts = Enum.GetValues<DatePart>() },
        new DatePartFeatures { Column = "day", Parts = [DatePart.Week, DatePart.Hour] },
        new CategoryFeatures { Columns = ["word"], MinCount = 2 },
        new CategoryFeatures { Columns = ["other"], Encode = CategoryEncoding.OneHot },
        new CategoryFeatures { Columns = ["word2"], Encode = CategoryEncoding.Ordinal },
        new CategoryFeatures { Columns = ["word3"], Encode = CategoryEncoding.Hashed, Buckets = 7 },
        new CategoryFeatures { Columns = ["word"], Encode = CategoryEncoding.TargetMean },
        new CategoryFeatures { Columns = ["whole2", "truth2"] },
        new CrossFeature { Columns = ["word", "whole", "other"] },
        new CrossFeature { Columns = ["word", "truth"], Encode = CategoryEncoding.Hashed, Buckets = 100 },
        Computed("ratio", "log(abs(number)) / whole + pow(whole, 2) % 7"),
        Computed("choice", "if(word = 'word 3' or truth, min(number, whole), coalesce(whole, 0))"),
        Computed("early", "time < '1990-05-01' and not is_missing(other)"),
        Computed("named", "if(coalesce(word, 'none') < other, round(number), -exp(whole))"),
    ];

    public static PipelineDefinition Definition(params IReadOnlyList<FeatureDefinition> features) => new()
    {
        Name = "random",
        Source = new SourceDefinition { Format = SourceFormat.Parquet, Path = "random.parquet" },
        Target = new TargetDefinition { Name = "positive", Expression = "row % 3 = 1", Task = LearningTask.Binary },
        Split = new RandomSplit(),
        Features = features,
        Train = new LightGbmTrainer(),
    };

    private static ExpressionFeature Computed(string name, string value) => new() { Name = name, Value = value };

    // The first rows have a value everywhere and both classes, or there would be nothing to fit.
    private static Table TableOf(
        double[] number, double[] whole, double[] truth, double[] time, string?[] word, string?[] other)
    {
        number = [1, 2, .. number];
        whole = [1, 2, .. whole];
        truth = [0, 1, .. truth];
        time = [0, 1e12, .. time];
        word = ["a", "a", .. word];
        other = ["b", "c", .. other];
        var rows = Enumerable.Range(0, number.Length).Select(i => (double)i).ToArray();
        return new Table(
            [
                NumberColumn.Of("row", ColumnType.Integer, rows),
                .. new[] { "number", "number2", "number3", "number4" }.Select(
                    n => NumberColumn.Of(n, ColumnType.Number, number)),
                NumberColumn.Of("whole", ColumnType.Integer, whole),
                NumberColumn.Of("whole2", ColumnType.Integer, whole),
                NumberColumn.Of("truth", ColumnType.Boolean, truth),
                NumberColumn.Of("truth2", ColumnType.Boolean, truth),
                NumberColumn.Of("time", ColumnType.Timestamp, time),
                NumberColumn.Of("day", ColumnType.Date, time),
                WordColumn.Of("word", ColumnType.Category, word),
                WordColumn.Of("word2", ColumnType.Category, word),
                WordColumn.Of("word3", ColumnType.Category, word),
                WordColumn.Of("other", ColumnType.Category, other),
            ],
            rows.Length);
    }
}
