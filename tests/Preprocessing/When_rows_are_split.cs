using CsCheck;
using Trainyard.Features;
using Trainyard.Metrics;
using Trainyard.Pipelines;

namespace Trainyard.Preprocessing.Tests;

public sealed class When_rows_are_split
{
    private static readonly TargetDefinition Target = Snapshots.Column("class", LearningTask.Multiclass);

    private static readonly Gen<Table> Tables =
        from rows in Gen.Int[0, 500]
        from classes in Gen.Int[-1, 4].Array[rows]
        from times in Gen.Frequency((1, Gen.Const(double.NaN)), (9, Gen.Int[0, 50].Select(i => (double)i))).Array[rows]
        select TableOf(classes, times);

    private static readonly Gen<SplitDefinition> Splits = Gen.OneOf(
        Gen.Double[0.01, 0.99].Select(share => (SplitDefinition)new RandomSplit { HeldOut = share }),
        Gen.Double[0.01, 0.99].Select(share => (SplitDefinition)new StratifiedSplit { HeldOut = share }),
        Gen.Double[0.01, 0.99].Select(share => (SplitDefinition)new TimeSplit { Column = "time", HeldOut = share }),
        Gen.Int[0, 50].Select(time => (SplitDefinition)new TimeSplit { Column = "time", TrainBefore = At(time) }));

    [Fact]
    public void Should_put_each_row_into_one_part_or_none_that_lacks_its_time() =>
        Gen.Select(Tables, Splits, Gen.Int).Sample((table, split, seed) =>
        {
            var parts = Split(split, table, seed);
            var times = new double[table.Rows];
            ((NumberColumn)table.Find("time")!).Read(0, times);
            var expected = Enumerable.Range(
                0, table.Rows).Where(r => split is not TimeSplit || !double.IsNaN(times[r]));
            Assert.Equal(expected, parts.Training.Concat(parts.HeldOut).Order());
            Assert.Equal(parts.Training.Order(), parts.Training);
            Assert.Equal(parts.HeldOut.Order(), parts.HeldOut);
        });

    [Fact]
    public void Should_split_alike_for_the_same_seed() =>
        Gen.Select(Tables, Splits, Gen.Int).Sample((table, split, seed) =>
    {
        var (once, again) = (Split(split, table, seed), Split(split, table, seed));
        return once.Training.SequenceEqual(again.Training) && once.HeldOut.SequenceEqual(again.HeldOut);
    });

    [Fact]
    public void Should_split_otherwise_for_another_seed()
    {
        var table = TableOf(new int[1000], new double[1000]);

        Assert.NotEqual(Split(new RandomSplit(), table, 1).HeldOut, Split(new RandomSplit(), table, 2).HeldOut);
        Assert.NotEqual(Split(new StratifiedSplit(), table, 1).HeldOut, Split(new StratifiedSplit(), table, 2).HeldOut);
    }

    [Fact]
    public void Should_hold_out_about_the_share_at_random()
    {
        var table = TableOf(new int[100_000], new double[100_000]);

        // Five standard deviations of a binomial around the share.
        Assert.InRange(Split(new RandomSplit { HeldOut = 0.3 }, table, 7).HeldOut.Length, 30_000 - 725, 30_000 + 725);
    }

    [Fact]
    public void Should_hold_out_the_same_share_of_each_class() =>
        Gen.Select(Tables, Gen.Double[0.01, 0.99], Gen.Int).Sample((table, share, seed) =>
        {
            var parts = Split(new StratifiedSplit { HeldOut = share }, table, seed);
            var classes = (WordColumn)table.Find("class")!;
            foreach (var rows in Enumerable.Range(0, table.Rows).GroupBy(r => classes[r].Word))
                Assert.Equal(
                    (int)Math.Round(share * rows.Count(), MidpointRounding.AwayFromZero),
                    rows.Intersect(parts.HeldOut).Count());
        });

    [Fact]
    public void Should_not_look_at_the_order_of_rows_when_it_splits_by_time() =>
        Gen.Select(Tables, Gen.Double[0.01, 0.99]).Sample((table, share) =>
        {
            var split = new TimeSplit { Column = "time", HeldOut = share };
            var backwards = table.Take(Enumerable.Range(0, table.Rows).Reverse().ToArray());
            var parts = Split(split, table, 1);
            var last = table.Rows - 1;
            return parts.HeldOut.SequenceEqual(Split(split, backwards, 1).HeldOut.Select(r => last - r).Order());
        });

    [Fact]
    public void Should_hold_out_the_latest()
    {
        var table = TableOf(new int[10], [5, 1, 9, double.NaN, 3, 7, 2, 8, 4, 6]);

        var parts = Split(new TimeSplit { Column = "time", HeldOut = 0.33 }, table, 1);

        Assert.Equal([2, 5, 7], parts.HeldOut);
        Assert.Equal([0, 1, 4, 6, 8, 9], parts.Training);
    }

    [Fact]
    public void Should_train_on_what_came_before_a_time()
    {
        var table = TableOf(new int[3], [5, 6, 7]);

        var parts = Split(new TimeSplit { Column = "time", TrainBefore = At(6) }, table, 1);

        Assert.Equal([0], parts.Training);
        Assert.Equal([1, 2], parts.HeldOut);
    }

    [Fact]
    public void Should_refuse_to_stratify_a_regression_by_its_target() => Assert.Throws<RefusedDataException>(() =>
        RowSplit.Of(
            new StratifiedSplit(),
            Snapshots.Column("time", LearningTask.Regression),
            TableOf([1], [1]),
            TableOf([1], [1]).Find("time")!,
            seed: 1));

    private static RowSplit Split(SplitDefinition split, Table table, int seed) =>
        RowSplit.Of(split, Target, table, table.Find("class")!, seed);

    private static DateTime At(int microseconds) =>
        DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    private static Table TableOf(int[] classes, double[] times) => new(
        [
            WordColumn.Of("class", ColumnType.Category, ["0", "1", "2", "3", "4"], classes),
            NumberColumn.Of("time", ColumnType.Timestamp, times),
        ],
        classes.Length);
}
