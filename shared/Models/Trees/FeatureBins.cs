namespace Trainyard.Models.Trees;

/// <summary>
/// The bins of a feature: values that no question of a forest tells apart. Amounts: one up to each threshold, one
/// beyond the last, one for what is missing. Categories: one for each code that a set may hold, one for all others.
/// </summary>
internal sealed class FeatureBins
{
    /// <summary>Bins at most: a place is stored in 16 bits.</summary>
    private const int Most = ushort.MaxValue;

    private readonly float[] _thresholds;
    private readonly int _codes;
    private readonly bool _zeroIsMissing;

    private FeatureBins(float[] thresholds, int codes, bool zeroIsMissing) =>
        (_thresholds, _codes, _zeroIsMissing) = (thresholds, codes, zeroIsMissing);

    /// <summary>How many there are; the last is for what is missing, and for codes that no set holds.</summary>
    public int Count => _codes > 0 ? _codes + 1 : _thresholds.Length + 2;

    private int Missing => Count - 1;

    /// <summary>Those of all features, none for one of which nothing is asked; null where the questions of one don't
    /// go together.</summary>
    public static FeatureBins?[]? TryMakeAll(int columns, ReadOnlySpan<TreeNode> nodes, uint[] sets)
    {
        var asked = new Questions?[columns];
        foreach (ref readonly var node in nodes)
            (asked[node.Feature] ??= new Questions()).Add(node, sets);
        var bins = new FeatureBins?[columns];
        for (var feature = 0; feature < columns; feature++)
        {
            if (asked[feature] is { } questions && (bins[feature] = questions.Bins()) is null)
                return null;
        }

        return bins;
    }

    /// <summary>Finds the bin of the feature in each row.</summary>
    public void Find(ReadOnlySpan<float> rows, int feature, int columns, Span<ushort> into)
    {
        for (var row = 0; row < into.Length; row++)
        {
            var value = rows[(row * columns) + feature];
            into[row] = (ushort)(_codes > 0 ? OfCode(value) : OfAmount(value));
        }
    }

    /// <summary>How a node answers for a bin: as it does for every value of it.</summary>
    public bool GoesLeft(in TreeNode node, int bin, uint[] sets)
    {
        if (_codes > 0)
            return bin != Missing && node.GoesLeft(bin, sets);
        if (bin == Missing)
            return (node.Kind & TreeNodeKind.MissingLeft) != 0;
        return bin < _thresholds.Length && _thresholds[bin] <= node.Threshold;
    }

    private int OfCode(float value) => value > -1f && value < _codes ? (int)value : Missing;

    private int OfAmount(float value)
    {
        if (float.IsNaN(value) || (_zeroIsMissing && TreeNode.IsZero(value)))
            return Missing;
        // The first threshold that is not below the value, without a branch that depends on it.
        var (first, left) = (0, _thresholds.Length);
        while (left > 0)
        {
            var half = left >> 1;
            var isBelow = _thresholds[first + half] < value;
            first = isBelow ? first + half + 1 : first;
            left = isBelow ? left - half - 1 : half;
        }

        return first;
    }

    /// <summary>What a forest asks of a feature.</summary>
    private sealed class Questions
    {
        private readonly SortedSet<float> _thresholds = [];
        private readonly HashSet<TreeNodeKind> _kinds = [];
        private int _codes;

        public void Add(in TreeNode node, uint[] sets)
        {
            _kinds.Add(node.Kind & ~TreeNodeKind.MissingLeft);
            if (node.Kind == TreeNodeKind.Category)
                _codes = Math.Max(_codes, node.Codes(sets));
            else
                _thresholds.Add(node.Threshold);
        }

        public FeatureBins? Bins()
        {
            // A threshold that is no number has no place, and a set without words has no codes.
            if (_kinds.Count != 1 || _thresholds.Any(float.IsNaN)
                || (_codes > 0) != _kinds.Contains(TreeNodeKind.Category))
                return null;
            var bins = new FeatureBins([.. _thresholds], _codes, _kinds.Contains(TreeNodeKind.ZeroMissing));
            return bins.Count <= Most ? bins : null;
        }
    }
}
