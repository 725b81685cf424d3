namespace Trainyard.Models.Trees;

/// <summary>Puts trees together whose nodes and leaves are numbered tree by tree.</summary>
internal sealed class ForestBuilder(int columns, int outputs)
{
    private readonly List<int> _roots = [];
    private readonly List<TreeNode> _nodes = [];
    private readonly List<double> _leaves = [];
    private readonly List<uint> _sets = [];

    /// <summary>Begins a tree with so many inner nodes; 0 for one that is a single leaf.</summary>
    public TreeBuilder Tree(int innerNodes, ReadOnlySpan<double> leafValues)
    {
        if (leafValues.Length != innerNodes + 1)
            throw new InvalidDataException($"A tree of {innerNodes} nodes can't have {leafValues.Length} leaves.");
        var tree = new TreeBuilder(this, _nodes.Count, _leaves.Count, innerNodes);
        _roots.Add(innerNodes == 0 ? ~_leaves.Count : _nodes.Count);
        _leaves.AddRange(leafValues);
        return tree;
    }

    public Forest Build() => new(columns, outputs, [.. _roots], [.. _nodes], [.. _leaves], [.. _sets]);

    /// <summary>The nodes of one tree, in order of their numbers.</summary>
    internal readonly struct TreeBuilder(ForestBuilder forest, int firstNode, int firstLeaf, int innerNodes)
    {
        public void AtMost(
            int feature, double threshold, bool missingGoesLeft, bool zeroIsMissing, int left, int right) =>
            forest._nodes.Add(TreeNode.AtMost(
                Feature(feature), threshold, missingGoesLeft, zeroIsMissing, Child(left), Child(right)));

        public void OneOf(int feature, ReadOnlySpan<uint> set, int left, int right)
        {
            forest._nodes.Add(TreeNode.OneOf(Feature(feature), forest._sets.Count, Child(left), Child(right)));
            forest._sets.Add((uint)set.Length);
            forest._sets.AddRange(set);
        }

        private int Feature(int feature) => feature >= 0 && feature < forest.Columns
            ? feature
            : throw new InvalidDataException($"A tree asks for feature {feature}; there are {forest.Columns}.");

        // Children come after their parent, so that no walk can go round in a circle.
        private int Child(int child)
        {
            var own = forest._nodes.Count - firstNode;
            return child switch
            {
                >= 0 when child > own && child < innerNodes => firstNode + child,
                < 0 when ~child <= innerNodes => ~(firstLeaf + ~child),
                _ => throw new InvalidDataException($"Node {own} of a tree has no possible child {child}."),
            };
        }
    }

    /// <summary>Features of a row.</summary>
    public int Columns => columns;
}
