using System.Globalization;
using System.Text;

using Trainyard.Models.Trees;

namespace Trainyard.Models.LightGbm;

/// <summary>
/// Reads LightGBM's text model (version v4), as <c>GBDT::SaveModelToString</c> and <c>Tree::ToString</c> of its source
/// write it. Read here rather than by the library: its parser trusts the text, and its thread count belongs to the
/// whole process.
/// </summary>
internal sealed class LightGbmText
{
    /// <summary>The trees.</summary>
    public required Forest Forest { get; init; }

    /// <summary>What the splits of each feature gained, added up.</summary>
    public required IReadOnlyList<double> Gains { get; init; }

    /// <summary>The objective, for example <c>binary sigmoid:1</c>.</summary>
    public required string Objective { get; init; }

    /// <exception cref="InvalidDataException">The text is not such a model, or one with parts that are not known
    /// here.</exception>
    public static LightGbmText Read(ReadOnlySpan<byte> model)
    {
        using var lines = new StringReader(Encoding.UTF8.GetString(model));
        if (lines.ReadLine() != "tree")
            throw new InvalidDataException("It does not begin as a LightGBM model does, with 'tree'.");
        var head = Section(lines, out var next);
        if (head.ContainsKey("average_output"))
            throw new InvalidDataException("It is a random forest; only boosted trees are known here.");
        var outputs = Number(head, "num_tree_per_iteration");
        var forest = new ForestBuilder(Number(head, "max_feature_idx") + 1, outputs);
        var (trees, gains) = (0, new double[forest.Columns]);
        for (; next.StartsWith("Tree=", StringComparison.Ordinal); trees++)
            AddTree(forest, Section(lines, out next), gains);
        if (next != "end of trees" || trees == 0 || trees % outputs != 0)
            throw new InvalidDataException($"It ends early, after {trees} trees.");
        return new LightGbmText
        {
            Forest = forest.Build(),
            Objective = head.GetValueOrDefault("objective", ""),
            Gains = gains,
        };
    }

    private static void AddTree(ForestBuilder forest, Dictionary<string, string> tree, double[] gains)
    {
        if (tree.GetValueOrDefault("is_linear", "0") != "0")
            throw new InvalidDataException("It has linear trees, which are not known here.");
        var leaves = Numbers<double>(tree, "leaf_value");
        var nodes = leaves.Length - 1;
        var builder = forest.Tree(nodes, leaves);
        if (nodes == 0)
            return;
        var feature = Numbers<int>(tree, "split_feature", nodes);
        var threshold = Numbers<double>(tree, "threshold", nodes);
        var decision = Numbers<int>(tree, "decision_type", nodes);
        var left = Numbers<int>(tree, "left_child", nodes);
        var right = Numbers<int>(tree, "right_child", nodes);
        var hasSets = tree.GetValueOrDefault("num_cat", "0") != "0";
        var bounds = hasSets ? Numbers<int>(tree, "cat_boundaries") : [];
        var sets = hasSets ? Numbers<uint>(tree, "cat_threshold") : [];
        for (var i = 0; i < nodes; i++)
        {
            // Bit 0: categories; bit 1: missing goes left; bits 2 and 3: what is missing (nothing, zero, NaN).
            if ((decision[i] & 1) != 0)
            {
                var set = (int)threshold[i];
                if (set < 0 || set + 1 >= bounds.Length || bounds[set] < 0
                    || bounds[set] > bounds[set + 1] || bounds[set + 1] > sets.Length)
                    throw new InvalidDataException($"Node {i} of a tree names a set of categories that is not there.");
                builder.OneOf(feature[i], sets.AsSpan(bounds[set]..bounds[set + 1]), left[i], right[i]);
                continue;
            }

            var missing = (decision[i] >> 2) & 3;
            var goesLeft = missing == 0 ? 0 <= threshold[i] : (decision[i] & 2) != 0;
            builder.AtMost(feature[i], threshold[i], goesLeft, zeroIsMissing: missing == 1, left[i], right[i]);
        }

        if (!tree.ContainsKey("split_gain"))
            return;
        foreach (var (node, gain) in Numbers<double>(tree, "split_gain", nodes).Index())
            gains[feature[node]] += double.IsFinite(gain) ? Math.Max(0, gain) : 0;
    }

    private static Dictionary<string, string> Section(StringReader lines, out string next)
    {
        var section = new Dictionary<string, string>(StringComparer.Ordinal);
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith("Tree=", StringComparison.Ordinal) || line == "end of trees")
            {
                next = line;
                return section;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (line.Length > 0)
                section[equals < 0 ? line : line[..equals]] = equals < 0 ? "" : line[(equals + 1)..];
        }

        next = "";
        return section;
    }

    private static int Number(Dictionary<string, string> section, string name) => Numbers<int>(section, name, 1)[0];

    private static T[] Numbers<T>(Dictionary<string, string> section, string name, int count = -1)
        where T : ISpanParsable<T>
    {
        if (!section.TryGetValue(name, out var text))
            throw new InvalidDataException($"It lacks '{name}'.");
        var numbers = new List<T>();
        foreach (var part in text.AsSpan().Split(' '))
            if (text.AsSpan(part) is { Length: > 0 } word)
                numbers.Add(T.TryParse(Infinite(word), CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw new InvalidDataException($"'{name}' holds '{word}', which is not a number."));
        return count < 0 || numbers.Count == count
            ? [.. numbers]
            : throw new InvalidDataException($"'{name}' holds {numbers.Count} numbers instead of {count}.");
    }

    // LightGBM writes a split of the missing from all others as one at infinity, in C's own word.
    private static ReadOnlySpan<char> Infinite(ReadOnlySpan<char> word) => word switch
    {
        "inf" => "Infinity",
        "-inf" => "-Infinity",
        _ => word,
    };
}
