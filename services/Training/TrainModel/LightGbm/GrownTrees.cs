using System.Globalization;
using System.Text;

namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>
/// LightGBM's text model as the trees that it holds, so that those of two growths can be put into one model: what
/// LightGBM had written if it had grown them all.
/// </summary>
internal sealed class GrownTrees
{
    private const string TreeWord = "Tree=";
    private const string EndOfTrees = "end of trees\n";
    private const string Parameters = "\nparameters:\n";
    private const string Sizes = "tree_sizes=";

    // Latin-1 keeps every byte as it is, whatever the text holds.
    private static readonly Encoding Bytes = Encoding.Latin1;

    private readonly string _head;
    private readonly string _tail;
    private readonly List<string> _trees; // each after its "Tree=0\n"

    private GrownTrees(string head, List<string> trees, string tail) => (_head, _trees, _tail) = (head, trees, tail);

    /// <summary>Trees of an iteration: one for each class, when there are more than two.</summary>
    public int PerIteration => int.Parse(Line(_head, "num_tree_per_iteration="), CultureInfo.InvariantCulture);

    /// <summary>Iterations that grew them.</summary>
    public int Iterations => _trees.Count / PerIteration;

    /// <summary>Features that hold more than one value, the only ones that are ever drawn.</summary>
    public int UsedFeatures => Line(_head, "feature_infos=").Split(' ').Count(info => info != "none");

    /// <exception cref="InvalidDataException">The text is not such a model.</exception>
    public static GrownTrees Read(ReadOnlySpan<byte> model)
    {
        var text = Bytes.GetString(model);
        var end = text.IndexOf(EndOfTrees, StringComparison.Ordinal);
        var tail = text.IndexOf(Parameters, StringComparison.Ordinal);
        var sizes = text.IndexOf(Sizes, StringComparison.Ordinal);
        if (!text.StartsWith("tree\n", StringComparison.Ordinal) || sizes < 0 || end < sizes || tail < end)
            throw new InvalidDataException("It is not a model of LightGBM.");
        var at = text.IndexOf(TreeWord, sizes, StringComparison.Ordinal);
        var trees = new List<string>();
        while (at >= 0 && at < end)
        {
            var first = text.IndexOf('\n', at) + 1;
            var next = text.IndexOf("\n" + TreeWord, first, end - first, StringComparison.Ordinal);
            trees.Add(text[first..(next < 0 ? end : next + 1)]);
            at = next < 0 ? next : next + 1;
        }

        return new GrownTrees(text[..sizes], trees, text[tail..]);
    }

    /// <summary>Adds the trees that grew next.</summary>
    public void Add(GrownTrees next) => _trees.AddRange(next._trees);

    /// <summary>The same trees, to which others may be added without changing these.</summary>
    public GrownTrees Copy() => new(_head, [.. _trees], _tail);

    /// <summary>A number among the parameters that the trees were grown with.</summary>
    public int Parameter(string name)
    {
        var value = Line(_tail, $"[{name}: ").TrimEnd(']');
        return int.TryParse(value, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"Its parameter '{name}' is '{value}'.");
    }

    /// <summary>The model as LightGBM's own text.</summary>
    /// <param name="iterations">How many iterations to keep at most; all by default.</param>
    public byte[] Write(int iterations = int.MaxValue)
    {
        var count = (int)Math.Min((long)iterations * PerIteration, _trees.Count);
        string[] numbered = [.. _trees.Take(count).Select((tree, number) =>
            string.Create(CultureInfo.InvariantCulture, $"{TreeWord}{number}\n{tree}"))];
        var text = new StringBuilder(_head)
            .Append(Sizes).AppendJoin(' ', numbered.Select(tree => tree.Length)).Append("\n\n")
            .AppendJoin("", numbered)
            .Append(EndOfTrees)
            .Append("\nfeature_importances:\n");
        var names = Line(_head, "feature_names=").Split(' ');
        foreach (var (feature, splits) in Splits(count, names.Length).Index().Where(f => f.Item > 0)
            .OrderByDescending(f => f.Item))
            text.Append(CultureInfo.InvariantCulture, $"{names[feature]}={splits}\n");
        return Bytes.GetBytes(text.Append(_tail).ToString());
    }

    /// <summary>How often trees ask for each feature.</summary>
    private int[] Splits(int trees, int features)
    {
        var splits = new int[features];
        foreach (var tree in _trees.Take(trees))
        {
            // A tree that is a single leaf asks for none.
            foreach (var feature in Line(tree, "split_feature=").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                splits[int.Parse(feature, CultureInfo.InvariantCulture)]++;
        }

        return splits;
    }

    private static string Line(string text, string name)
    {
        var at = text.StartsWith(name, StringComparison.Ordinal)
            ? 0
            : text.IndexOf("\n" + name, StringComparison.Ordinal) + 1;
        if (at == 0 && !text.StartsWith(name, StringComparison.Ordinal))
            throw new InvalidDataException($"It lacks '{name}'.");
        var end = text.IndexOf('\n', at);
        return text[(at + name.Length)..(end < 0 ? text.Length : end)];
    }
}
