using Trainyard.Features.Matrix;
using Trainyard.Metrics;
using Trainyard.Models.Trees;
using Trainyard.Pipelines.Kinds;

namespace Trainyard.Models.Tests;

/// <summary>Trees of every kind of question, grown by chance: by tables each row scores to the bit as alone.</summary>
public sealed class When_many_rows_are_scored_at_once
{
    private const int Columns = 5;
    private const int Rows = 2_500;

    /// <summary>What the questions of a forest may be; categories are asked of the last two columns.</summary>
    public static TheoryData<int, int, bool, bool> Forests()
    {
        var forests = new TheoryData<int, int, bool, bool>();
        for (var seed = 0; seed < 60; seed++)
            forests.Add(seed, seed % 7 == 0 ? 90 : 1 + (seed * 5 % 64), seed % 3 == 0, seed % 5 == 0);
        return forests;
    }

    [Theory, MemberData(nameof(Forests))]
    public void Should_give_each_row_what_it_gets_alone(int seed, int leaves, bool zeroIsMissing, bool isMixed)
    {
        var random = new Random(seed);
        var outputs = 1 + (seed % 3);
        var forest = Grow(random, leaves, outputs, zeroIsMissing, isMixed);
        var matrix = Matrix(random);

        var sums = new double[Rows * outputs];
        forest.Score(matrix, sums, prepare: null, static _ => { });

        var row = new float[Columns];
        var alone = new double[outputs];
        for (var at = 0; at < Rows; at++)
        {
            for (var column = 0; column < Columns; column++)
                row[column] = matrix.Columns[column].Values.Span[at];
            Array.Clear(alone);
            forest.Add(row, alone);
            Assert.Equal(alone, sums[(at * outputs)..((at + 1) * outputs)]);
        }
    }

    [Theory]
    [InlineData(1, true, true)]
    [InlineData(64, true, true)]
    [InlineData(64, false, true)]
    [InlineData(65, true, false)]
    [InlineData(65, false, false)]
    [InlineData(100_000, true, false)]
    [InlineData(100_000, false, false)]
    public void Should_use_tables_where_a_word_has_a_bit_for_each_leaf(int leaves, bool growsRight, bool isUsed)
    {
        var nodes = new TreeNode[leaves - 1];
        for (var node = 0; node < nodes.Length; node++)
        {
            var next = node + 1;
            var (leaf, rest) = (~node, next < nodes.Length ? next : ~next);
            nodes[node] = growsRight
                ? TreeNode.AtMost(0, node, true, false, leaf, rest)
                : TreeNode.AtMost(0, node, true, false, rest, leaf);
        }

        var tables = ForestTables.TryMake(1, 1, [leaves == 1 ? ~0 : 0], nodes, new double[leaves], []);

        Assert.Equal(isUsed, tables is not null);
    }

    private static Forest Grow(Random random, int leaves, int outputs, bool zeroIsMissing, bool isMixed)
    {
        var forest = new ForestBuilder(Columns, outputs);
        for (var tree = 0; tree < 6 * outputs; tree++)
        {
            var (left, right) = Shape(random, leaves);
            var values = Enumerable.Range(0, leaves).Select(_ => random.NextDouble() - 0.5).ToArray();
            var builder = forest.Tree(leaves - 1, values);
            for (var node = 0; node < leaves - 1; node++)
            {
                var feature = random.Next(Columns);
                if (feature >= 3 && !(isMixed && random.Next(2) == 0))
                    builder.OneOf(feature, Set(random), left[node], right[node]);
                else
                {
                    builder.AtMost(
                        feature, Amount(random), random.Next(2) == 0,
                        isMixed ? random.Next(2) == 0 : zeroIsMissing && feature == 1, left[node], right[node]);
                }
            }
        }

        return forest.Build();
    }

    /// <summary>A tree with so many leaves: each node in turn takes the place of a leaf drawn by chance.</summary>
    private static (int[] Left, int[] Right) Shape(Random random, int leaves)
    {
        var (left, right) = (new int[leaves], new int[leaves]);
        var open = new List<(int Node, bool IsLeft)>();
        for (var node = 0; node < leaves - 1; node++)
        {
            if (node > 0)
            {
                var at = random.Next(open.Count);
                Put(open[at], node);
                open.RemoveAt(at);
            }

            open.Add((node, true));
            open.Add((node, false));
        }

        foreach (var (leaf, place) in open.Index())
            Put(place, ~leaf);
        return (left, right);

        void Put((int Node, bool IsLeft) place, int child) => (place.IsLeft ? left : right)[place.Node] = child;
    }

    private static uint[] Set(Random random)
    {
        var set = new uint[random.Next(4)];
        foreach (ref var word in set.AsSpan())
            word = (uint)random.NextInt64(uint.MaxValue);
        return set;
    }

    private static double Amount(Random random) => random.Next(12) switch
    {
        0 => 0,
        1 => 1e-35,
        2 => -1e-36,
        3 => double.PositiveInfinity,
        4 => 0.1,
        _ => random.Next(-20, 20),
    };

    private static FeatureMatrix Matrix(Random random)
    {
        var columns = Enumerable.Range(0, Columns).Select(column =>
        {
            var values = new float[Rows];
            foreach (ref var value in values.AsSpan())
                value = Value(random);
            return new MatrixColumn($"c{column}", MatrixColumnKind.Numeric, 0, values);
        });
        return new FeatureMatrix(
            [.. columns], new MatrixLabel("target", LearningTask.Regression, [], new float[Rows]));
    }

    private static float Value(Random random) => random.Next(14) switch
    {
        0 => float.NaN,
        1 => 0f,
        2 => -0f,
        3 => 1e-36f,
        4 => float.PositiveInfinity,
        5 => float.NegativeInfinity,
        6 => -0.5f,
        7 => random.Next(200),
        _ => random.Next(-21, 21),
    };
}
