using CsCheck;

using Trainyard.Metrics;
using Trainyard.Pipelines.Definition;
using Trainyard.Preprocessing.PrepareData;

namespace Trainyard.Preprocessing.Tests;

public sealed class When_values_are_drawn_by_chance : IDisposable
{
    private const long Exact = 1L << 53;

    private readonly Snapshots _snapshots = new();

    // Neighbours around 2^53 and the ends of 64 bits, which a double would merge.
    private static readonly Gen<long> Ids = Gen.Select(
        Gen.OneOf(Exact, -Exact, Exact * 4, 1L << 60, long.MaxValue - 40, long.MinValue + 40), Gen.Long[-3, 3],
        (around, by) => around + by);

    [Fact]
    public void Should_keep_big_whole_numbers_apart_as_features() => Ids.Array[2, 12].Sample(ids =>
    {
        var distinct = ids.Distinct().ToArray();
        var result = Preparation.Run(
            Snapshots.Definition(Snapshots.Column("y", LearningTask.Binary), new RandomSplit { HeldOut = 0.3 }) with
            {
                Features = [new CategoryFeatures { Columns = ["id"] }, new NumericFeatures { Columns = ["n"] }],
            },
            _snapshots.Of(
                "SELECT i AS n, i % 2 AS y, list_value(" + string.Join(", ", distinct.Select(id => $"{id}::BIGINT"))
                    + $")[1 + (i // 2) % {distinct.Length}] AS id FROM range(0, {distinct.Length * 40}) t(i)"),
            seed: 1);

        Assert.Empty(result.Findings);
        Assert.Equal(distinct.Length, result.Data!.Training.Columns[0].Cardinality);
        Assert.Equal(
            distinct.Any(id => Math.Abs((decimal)id) > Exact),
            result.Warnings.Any(w => w is { Rule: "schema", Column: "id", IsWarning: true }));
    }, iter: 25);

    [Fact]
    public void Should_keep_big_whole_numbers_apart_as_classes() => Ids.Array[3, 8].Sample(ids =>
    {
        var distinct = ids.Distinct().ToArray();
        if (distinct.Length < 3 || !distinct.Any(id => Math.Abs((decimal)id) > Exact))
            return;
        var result = Preparation.Run(
            Snapshots.Definition(
                Snapshots.Column("id", LearningTask.Multiclass), new StratifiedSplit { HeldOut = 0.3 }),
            _snapshots.Of(
                "SELECT i AS n, list_value(" + string.Join(", ", distinct.Select(id => $"{id}::BIGINT"))
                    + $")[1 + i % {distinct.Length}] AS id FROM range(0, {distinct.Length * 20}) t(i)"),
            seed: 1);

        Assert.Empty(result.Findings);
        Assert.Equal(
            distinct.Select(id => $"{id}").Order(StringComparer.Ordinal),
            result.Data!.Training.Label.Classes.Order(StringComparer.Ordinal));
    }, iter: 25);

    [Fact]
    public void Should_say_when_ties_in_time_move_a_split() => Gen.Select(Gen.Int[1, 12], Gen.Double[0.05, 0.49])
        .Sample((times, share) =>
    {
        const int Rows = 240;
        var result = Preparation.Run(
            Snapshots.Definition(
                Snapshots.Column("y", LearningTask.Binary), new TimeSplit { Column = "at", HeldOut = share }),
            _snapshots.Of(
                $"SELECT i AS n, i % 2 AS y, TIMESTAMP '2024-01-01' + to_days((i * {times} // {Rows})::INTEGER) AS at "
                    + $"FROM range(0, {Rows}) t(i)"),
            seed: 1);

        if (times == 1)
        {
            Assert.Equal("split", Assert.Single(result.Findings).Rule);
            return;
        }

        var heldOut = (double)result.Data!.HeldOut.Rows;
        Assert.Equal(Rows, result.Data.Training.Rows + (int)heldOut);
        Assert.Equal(
            Math.Abs((heldOut / Rows) - share) > 0.05,
            result.Warnings.Any(w => w is { Rule: "split", Column: "at", IsWarning: true }));
    }, iter: 40);

    public void Dispose() => _snapshots.Dispose();
}
