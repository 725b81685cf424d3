using CsCheck;
using Trainyard.Features.Fitting;
using Trainyard.Features.Tables;
using Trainyard.Pipelines.Definition;
using Trainyard.Preprocessing.PrepareData;

namespace Trainyard.Preprocessing.Tests;

/// <summary>Nothing is learned from held-out data: whatever stands there, the manifest has the same bytes.</summary>
public sealed class When_the_held_out_part_is_poisoned : IDisposable
{
    private readonly Snapshots _snapshots = new();

    private static readonly PipelineDefinition Definition =
        Snapshots.Definition(Snapshots.Binary("x > 0.4")) with
        {
            Cleaning =
            [
                new DropMissing { Columns = ["y"] },
                new DropDuplicates(),
                new KeepWhere { Condition = "y < 1000000" },
                new Clip { Column = "y", Min = 0, Max = 90 },
            ],
            Features =
            [
                new NumericFeatures { Columns = ["y"], Impute = Imputation.Median, Scale = Scaling.Standard },
                new CategoryFeatures { Columns = ["word"] },
                new CategoryFeatures { Columns = ["word"], Encode = CategoryEncoding.TargetMean },
                new CategoryFeatures { Columns = ["other"], Encode = CategoryEncoding.OneHot },
                new CrossFeature { Columns = ["word", "other"] },
                new DatePartFeatures { Column = "time", Parts = [DatePart.Hour] },
            ],
        };

    public static TheoryData<SplitDefinition> Splits => new()
    {
        new RandomSplit { HeldOut = 0.3 },
        new StratifiedSplit { HeldOut = 0.3, Column = "stratum" },
        new TimeSplit { Column = "time", TrainBefore = new DateTime(2001, 1, 1, 10, 0, 0) },
        new TimeSplit { Column = "time", HeldOut = 0.3 },
    };

    [Theory]
    [MemberData(nameof(Splits))]
    public void Should_learn_the_same(SplitDefinition split)
    {
        const string Clean =
            """
            SELECT i, TIMESTAMP '2001-01-01' + INTERVAL (i) MINUTE AS time, i % 5 AS stratum,
              hash(i) % 1000 / 1000 AS x, hash(i + 7) % 100 AS y, 'word ' || (hash(i + 3) % 9) AS word, 'other '
                  || (hash(i + 5) % 4) AS other
            FROM range(1000) AS t(i)
            """;
        var definition = Definition with { Split = split };
        var clean = _snapshots.Of(Clean);
        var heldOut = HeldOutRows(clean, definition);
        Assert.NotEmpty(heldOut);
        var poisoned = _snapshots.Of(
            $"""
            SELECT i, time, stratum,
              CASE WHEN list_contains([{string.Join(',', heldOut)}], i) THEN -1e6 ELSE x END AS x,
              CASE WHEN list_contains([{string.Join(',', heldOut)}], i) THEN 999999 ELSE y END AS y,
              CASE WHEN list_contains([{string.Join(',', heldOut)}], i) THEN 'poison ' || i ELSE word END AS word,
              CASE WHEN list_contains([{string.Join(',', heldOut)}], i) THEN NULL ELSE other END AS other
            FROM ({Clean})
            """);

        var (before, after) = (Preparation.Run(definition, clean, 1), Preparation.Run(definition, poisoned, 1));

        Assert.Equal(before.Data!.Features.Write(), after.Data!.Features.Write());
        Assert.Equal(before.Data.Training.Rows, after.Data.Training.Rows);
        foreach (var (a, b) in before.Data.Training.Columns.Zip(after.Data.Training.Columns))
            Assert.Equal(a.Values.ToArray(), b.Values.ToArray());
        Assert.NotEqual(
            before.Data.HeldOut.Columns[0].Values.ToArray(), after.Data.HeldOut.Columns[0].Values.ToArray());
    }

    private static int[] HeldOutRows(string snapshot, PipelineDefinition definition)
    {
        var table = Table.ReadParquet(snapshot);
        return RowSplit.Of(
            definition.Split, definition.Target, table, TargetValues.Of(
                definition.Target, table), seed: 1).HeldOut;
    }

    public void Dispose() => _snapshots.Dispose();
}
