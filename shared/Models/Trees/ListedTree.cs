namespace Trainyard.Models.Trees;

/// <summary>A tree of so few leaves that a word has a bit for each.</summary>
/// <param name="Answers">Those of the leaves, from left to right.</param>
/// <param name="Questions">The nodes, each with the leaves to its left and to its right.</param>
internal sealed record ListedTree(
    IReadOnlyList<double> Answers, IReadOnlyList<(int Node, ulong Left, ulong Right)> Questions)
{
    /// <summary>Null where there are more leaves.</summary>
    public static ListedTree? TryList(int root, ReadOnlySpan<TreeNode> nodes, ReadOnlySpan<double> leaves)
    {
        var answers = new List<double>();
        var questions = new List<(int, ulong, ulong)>();
        return TryList(root, nodes, leaves, 0, answers, questions) ? new ListedTree(answers, questions) : null;
    }

    private static bool TryList(
        int node, ReadOnlySpan<TreeNode> nodes, ReadOnlySpan<double> leaves, int depth, List<double> answers,
        List<(int, ulong, ulong)> questions)
    {
        if (node < 0)
        {
            answers.Add(leaves[~node]);
            return answers.Count <= ForestTables.MostLeaves;
        }

        // A tree is no deeper than it has questions, which are one less than its leaves.
        if (depth >= ForestTables.MostLeaves - 1)
            return false;
        var first = answers.Count;
        if (!TryList(nodes[node].Left, nodes, leaves, depth + 1, answers, questions))
            return false;
        var middle = answers.Count;
        if (!TryList(nodes[node].Right, nodes, leaves, depth + 1, answers, questions))
            return false;
        questions.Add((node, Bits(first, middle), Bits(middle, answers.Count)));
        return true;
    }

    private static ulong Bits(int start, int end) => (ulong.MaxValue >> (64 - (end - start))) << start;
}
