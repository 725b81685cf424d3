using System.Buffers;
using System.Globalization;
using System.Text;

namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>
/// LightGBM's text model as the trees that it holds, so that those of two growths can be put into one model: what
/// LightGBM had written if it had grown them all. The text stays bytes: there may be many megabytes of it, and a
/// checkpoint writes all of them while the training needs every core.
/// </summary>
internal sealed class GrownTrees
{
    private readonly ReadOnlyMemory<byte> _head;
    private readonly ReadOnlyMemory<byte> _tail;
    private readonly List<Tree> _trees;

    private GrownTrees(ReadOnlyMemory<byte> head, List<Tree> trees, ReadOnlyMemory<byte> tail) =>
        (_head, _trees, _tail) = (head, trees, tail);

    /// <summary>Trees of an iteration: one for each class, when there are more than two.</summary>
    public int PerIteration =>
        int.Parse(Line(_head.Span, "num_tree_per_iteration="u8), CultureInfo.InvariantCulture);

    /// <summary>Iterations that grew them.</summary>
    public int Iterations => _trees.Count / PerIteration;

    /// <summary>Features that hold more than one value, the only ones that are ever drawn.</summary>
    public int UsedFeatures => Line(_head.Span, "feature_infos="u8).Split(' ').Count(info => info != "none");

    /// <exception cref="InvalidDataException">The text is not such a model.</exception>
    public static GrownTrees Read(ReadOnlyMemory<byte> model)
    {
        var text = model.Span;
        var end = text.IndexOf("end of trees\n"u8);
        var tail = text.IndexOf("\nparameters:\n"u8);
        var sizes = text.IndexOf("tree_sizes="u8);
        if (!text.StartsWith("tree\n"u8) || sizes < 0 || end < sizes || tail < end)
            throw new InvalidDataException("It is not a model of LightGBM.");
        var trees = new List<Tree>();
        for (var at = Find("Tree="u8, sizes); at >= 0;)
        {
            var first = at + text[at..].IndexOf((byte)'\n') + 1;
            var next = Find("\nTree="u8, first);
            trees.Add(new Tree(model[first..(next < 0 ? end : next + 1)]));
            at = next < 0 ? next : next + 1;
        }

        return new GrownTrees(model[..sizes], trees, model[tail..]);

        int Find(ReadOnlySpan<byte> words, int from)
        {
            var found = model.Span[from..end].IndexOf(words);
            return found < 0 ? found : from + found;
        }
    }

    /// <summary>Adds the trees that grew next.</summary>
    public void Add(GrownTrees next) => _trees.AddRange(next._trees);

    /// <summary>The same trees, to which others may be added without changing these.</summary>
    public GrownTrees Copy() => new(_head, [.. _trees], _tail);

    /// <summary>A number among the parameters that the trees were grown with.</summary>
    public int Parameter(string name)
    {
        var value = Line(_tail.Span, Encoding.Latin1.GetBytes($"[{name}: ")).TrimEnd(']');
        return int.TryParse(value, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"Its parameter '{name}' is '{value}'.");
    }

    /// <summary>The model as LightGBM's own text.</summary>
    /// <param name="iterations">How many iterations to keep at most; all by default.</param>
    public byte[] Write(int iterations = int.MaxValue)
    {
        var text = new ArrayBufferWriter<byte>();
        WriteTo(text, iterations);
        return text.WrittenSpan.ToArray();
    }

    /// <summary>Writes the model as LightGBM's own text.</summary>
    /// <param name="text">Where it is written to.</param>
    /// <param name="iterations">How many iterations to keep at most; all by default.</param>
    public void WriteTo(IBufferWriter<byte> text, int iterations = int.MaxValue)
    {
        var trees = _trees.Take((int)Math.Min((long)iterations * PerIteration, _trees.Count)).ToList();
        string[] titles =
            [.. trees.Select((_, number) => string.Create(CultureInfo.InvariantCulture, $"Tree={number}\n"))];
        text.Write(_head.Span);
        Write(text, "tree_sizes=" + string.Join(' ', trees.Zip(titles, (tree, title) => title.Length + tree.Length))
            + "\n\n");
        foreach (var (tree, title) in trees.Zip(titles))
        {
            Write(text, title);
            text.Write(tree.Text.Span);
        }

        Write(text, "end of trees\n\nfeature_importances:\n");
        var names = Line(_head.Span, "feature_names="u8).Split(' ');
        var splits = new int[names.Length];
        trees.ForEach(tree => tree.CountSplits(splits));
        foreach (var (feature, count) in splits.Index().Where(f => f.Item > 0).OrderByDescending(f => f.Item))
            Write(text, string.Create(CultureInfo.InvariantCulture, $"{names[feature]}={count}\n"));
        text.Write(_tail.Span);
    }

    // Latin-1 keeps every byte as it is, whatever the names of the features hold.
    private static void Write(IBufferWriter<byte> text, string words) => Encoding.Latin1.GetBytes(words, text);

    /// <summary>What follows the name in the line that begins with it.</summary>
    private static string Line(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        for (var rest = text; !rest.IsEmpty;)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            if (line.StartsWith(name))
                return Encoding.Latin1.GetString(line[name.Length..]);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        throw new InvalidDataException($"It lacks '{Encoding.Latin1.GetString(name)}'.");
    }

    /// <summary>One tree.</summary>
    /// <param name="text">Its text, after the line that numbers it.</param>
    private sealed class Tree(ReadOnlyMemory<byte> text)
    {
        private int[]? _splits;

        public ReadOnlyMemory<byte> Text => text;

        public int Length => text.Length;

        /// <summary>Adds how often it asks for each feature.</summary>
        public void CountSplits(int[] splits)
        {
            // A tree that is a single leaf asks for none.
            _splits ??=
            [
                .. Line(text.Span, "split_feature="u8).Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(feature => int.Parse(feature, CultureInfo.InvariantCulture)),
            ];
            foreach (var feature in _splits)
                splits[feature]++;
        }
    }
}
