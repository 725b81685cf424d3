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
        var bins = new FeatureBins?[columns];
        for (var feature = 0; feature < columns; feature++)
        {
            if (!FeatureBins.TryMake(feature, nodes, sets, out bins[feature]))
                return null;
        }

        var (trees, left) = (new TreeTable[roots.Length], MostWords);
        for (var tree = 0; tree < trees.Length; tree++)
        {
            if (TreeTable.TryMake(roots[tree], nodes, leaves, sets, bins, ref left) is not { } table)
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
        var places = new ushort[columns * RowsAtOnce];
        Span<ulong> words = stackalloc ulong[RowsAtOnce];
        for (var first = 0; first < sums.Length / _outputs; first += RowsAtOnce)
        {
            var count = Math.Min(RowsAtOnce, (sums.Length / _outputs) - first);
            for (var feature = 0; feature < columns; feature++)
            {
                _bins[feature]?.Find(
                    rows.Slice(first * columns, count * columns), feature, columns,
                    places.AsSpan(feature * RowsAtOnce, count));
            }

            for (var tree = 0; tree < _trees.Length; tree++)
            {
                _trees[tree].Add(
                    places, RowsAtOnce, words[..count], sums.Slice(first * _outputs, count * _outputs),
                    tree % _outputs, _outputs);
            }
        }
    }

    /// <summary>One tree: for each feature it asks for the words of its bins, and the answers from left to
    /// right.</summary>
    private sealed class TreeTable(int[] features, ulong[][] tables, double[] answers)
    {
        public static TreeTable? TryMake(
            int root, ReadOnlySpan<TreeNode> nodes, ReadOnlySpan<double> leaves, uint[] sets, FeatureBins?[] bins,
            ref int wordsLeft)
        {
            var answers = new List<double>();
            var questions = new List<(int Node, ulong Left, ulong Right)>();
            if (!TryList(root, nodes, leaves, answers, questions))
                return null;
            var features = new List<int>();
            foreach (var (node, _, _) in questions)
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
                foreach (var (node, left, right) in questions)
                {
                    if (nodes[node].Feature != features[f])
                        continue;
                    for (var bin = 0; bin < known.Count; bin++)
                        tables[f][bin] &= ~(known.GoesLeft(nodes[node], bin, sets) ? right : left);
                }
            }

            return new TreeTable([.. features], tables, [.. answers]);
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

        /// <summary>Lists the leaves from left to right, and each node with the leaves to its left and
        /// right.</summary>
        private static bool TryList(
            int node, ReadOnlySpan<TreeNode> nodes, ReadOnlySpan<double> leaves, List<double> answers,
            List<(int, ulong, ulong)> questions)
        {
            if (node < 0)
            {
                answers.Add(leaves[~node]);
                return answers.Count <= MostLeaves;
            }

            // No deeper than there are leaves.
            var first = answers.Count;
            if (!TryList(nodes[node].Left, nodes, leaves, answers, questions))
                return false;
            var middle = answers.Count;
            if (!TryList(nodes[node].Right, nodes, leaves, answers, questions))
                return false;
            questions.Add((node, Bits(first, middle), Bits(middle, answers.Count)));
            return true;
        }

        private static ulong Bits(int start, int end) => (ulong.MaxValue >> (64 - (end - start))) << start;
    }
}
