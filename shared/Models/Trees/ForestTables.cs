using System.Buffers;
using System.Numerics;

namespace Trainyard.Models.Trees;

/// <summary>
/// The same trees for many rows at once, without a branch that the processor could guess wrong (after Lucchese et al.
/// 2015, QuickScorer). The thresholds of a feature cut its values into bins; for each tree, feature and bin a word has
/// a bit for each leaf that a row of the bin can still come to. The words of all features together leave one leaf: that
/// which a walk comes to.
/// </summary>
internal sealed class ForestTables
{
    /// <summary>Leaves of a tree at most: the bits of a word.</summary>
    public const int MostLeaves = 64;

    /// <summary>Words of all trees at most, 16 MiB. A forest that needs more is walked.</summary>
    public const int MostWords = 2 * 1024 * 1024;

    // The words of the rows fit the first-level cache beside the table of a tree.
    private const int RowsAtOnce = 512;

    private readonly FeatureBins?[] _bins;
    private readonly TreeTable[] _trees;
    private readonly int _outputs;

    private ForestTables(FeatureBins?[] bins, TreeTable[] trees, int outputs) =>
        (_bins, _trees, _outputs) = (bins, trees, outputs);

    /// <summary>Null where the trees have too many leaves, or too many bins.</summary>
    public static ForestTables? TryMake(
        int columns, int outputs, ReadOnlySpan<int> roots, ReadOnlySpan<TreeNode> nodes, ReadOnlySpan<double> leaves,
        uint[] sets)
    {
        // What has too many leaves is found before anything is made for it.
        var listed = new ListedTree[roots.Length];
        for (var tree = 0; tree < listed.Length; tree++)
        {
            if (ListedTree.TryList(roots[tree], nodes, leaves) is not { } one)
                return null;
            listed[tree] = one;
        }

        if (FeatureBins.TryMakeAll(columns, nodes, sets) is not { } bins)
            return null;
        var (trees, left) = (new TreeTable[roots.Length], MostWords);
        for (var tree = 0; tree < trees.Length; tree++)
        {
            if (TreeTable.TryMake(listed[tree], nodes, sets, bins, ref left) is not { } table)
                return null;
            trees[tree] = table;
        }

        return new ForestTables(bins, trees, outputs);
    }

    /// <summary>Adds the answers of all trees, in their order.</summary>
    /// <param name="rows">The features, row by row.</param>
    /// <param name="sums">The sums, row by row.</param>
    public void Add(ReadOnlySpan<float> rows, Span<double> sums)
    {
        var columns = _bins.Length;
        var stride = Math.Min(RowsAtOnce, sums.Length / _outputs);
        var places = ArrayPool<ushort>.Shared.Rent(columns * stride);
        Span<ulong> words = stackalloc ulong[stride];
        for (var first = 0; first < sums.Length / _outputs; first += stride)
        {
            var count = Math.Min(stride, (sums.Length / _outputs) - first);
            for (var feature = 0; feature < columns; feature++)
            {
                _bins[feature]?.Find(
                    rows.Slice(first * columns, count * columns), feature, columns,
                    places.AsSpan(feature * stride, count));
            }

            for (var tree = 0; tree < _trees.Length; tree++)
            {
                _trees[tree].Add(
                    places, stride, words[..count], sums.Slice(first * _outputs, count * _outputs),
                    tree % _outputs, _outputs);
            }
        }

        ArrayPool<ushort>.Shared.Return(places);
    }

    /// <summary>One tree: for each feature it asks for the words of its bins, and the answers from left to
    /// right.</summary>
    private sealed class TreeTable(int[] features, ulong[][] tables, double[] answers)
    {
        public static TreeTable? TryMake(
            ListedTree tree, ReadOnlySpan<TreeNode> nodes, uint[] sets, FeatureBins?[] bins, ref int wordsLeft)
        {
            var features = new List<int>();
            foreach (var (node, _, _) in tree.Questions)
            {
                if (!features.Contains(nodes[node].Feature))
                    features.Add(nodes[node].Feature);
            }

            var tables = new ulong[features.Count][];
            for (var f = 0; f < tables.Length; f++)
            {
                var known = bins[features[f]]!;
                if ((wordsLeft -= known.Count) < 0)
                    return null;
                tables[f] = new ulong[known.Count];
                Array.Fill(tables[f], ulong.MaxValue);
                foreach (var (node, left, right) in tree.Questions)
                {
                    if (nodes[node].Feature != features[f])
                        continue;
                    for (var bin = 0; bin < known.Count; bin++)
                        tables[f][bin] &= ~(known.GoesLeft(nodes[node], bin, sets) ? right : left);
                }
            }

            return new TreeTable([.. features], tables, [.. tree.Answers]);
        }

        public void Add(
            ReadOnlySpan<ushort> places, int stride, Span<ulong> words, Span<double> sums, int output, int outputs)
        {
            if (features.Length == 0)
            {
                for (var row = 0; row < words.Length; row++)
                    sums[(row * outputs) + output] += answers[0];
                return;
            }

            words.Fill(ulong.MaxValue);
            for (var f = 0; f < features.Length; f++)
            {
                var table = tables[f];
                var bins = places.Slice(features[f] * stride, words.Length);
                for (var row = 0; row < words.Length; row++)
                    words[row] &= table[bins[row]];
            }

            for (var row = 0; row < words.Length; row++)
                sums[(row * outputs) + output] += answers[BitOperations.TrailingZeroCount(words[row])];
        }
    }
}
