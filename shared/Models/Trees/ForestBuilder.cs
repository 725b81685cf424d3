namespace Trainyard.Models.Trees;

/// <summary>Puts trees together whose nodes and leaves are numbered tree by tree.</summary>
internal sealed class ForestBuilder(int columns, int outputs)
{
    private readonly List<int> roots = [];
    private readonly List<TreeNode> nodes = [];
    private readonly List<double> leaves = [];
    private readonly List<uint> sets = [];

    /// <summary>Begins a tree with so many inner nodes; 0 for one that is a single leaf.</summary>
    public TreeBuilder Tree(int innerNodes, ReadOnlySpan<double> leafValues)
    {
        if (leafValues.Length != innerNodes + 1)
            throw new InvalidDataException($"A tree of {innerNodes} nodes has {innerNodes + 1} leaves, not {leafValues.Length}.");
        var tree = new TreeBuilder(this, nodes.Count, leaves.Count, innerNodes);
        roots.Add(innerNodes == 0 ? ~leaves.Count : nodes.Count);
        leaves.AddRange(leafValues);
        return tree;
    }

    public Forest Build() => new(columns, outputs, [.. roots], [.. nodes], [.. leaves], [.. sets]);

    /// <summary>The nodes of one tree, in order of their numbers.</summary>
    internal readonly struct TreeBuilder(ForestBuilder forest, int firstNode, int firstLeaf, int innerNodes)
    {
        public void AtMost(int feature, double threshold, bool missingGoesLeft, bool zeroIsMissing, int left, int right) =>
            forest.nodes.Add(TreeNode.AtMost(
                Feature(feature), threshold, missingGoesLeft, zeroIsMissing, Child(left), Child(right)));

        public void OneOf(int feature, ReadOnlySpan<uint> set, int left, int right)
        {
            forest.nodes.Add(TreeNode.OneOf(Feature(feature), forest.sets.Count, Child(left), Child(right)));
            forest.sets.Add((uint)set.Length);
            forest.sets.AddRange(set);
        }

        private int Feature(int feature) => feature >= 0 && feature < forest.Columns
            ? feature
            : throw new InvalidDataException($"A tree asks for feature {feature}; there are {forest.Columns}.");

        // Children come after their parent, so that no walk can go round in a circle.
        private int Child(int child)
        {
            var own = forest.nodes.Count - firstNode;
            return child switch
            {
                >= 0 when child > own && child < innerNodes => firstNode + child,
                < 0 when ~child <= innerNodes => ~(firstLeaf + ~child),
                _ => throw new InvalidDataException($"Node {own} of a tree has no possible child {child}."),
            };
        }
    }

    private int Columns => columns;
}
