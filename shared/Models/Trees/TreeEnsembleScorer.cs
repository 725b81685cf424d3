using Trainyard.Features;

namespace Trainyard.Models.Trees;

/// <summary>Scores with a <see cref="TreeEnsemble"/>.</summary>
internal sealed class TreeEnsembleScorer : IScorer
{
    private readonly TreeInput[] inputs;
    private readonly Forest forest;
    private readonly Forest.Finish finish;

    /// <exception cref="InvalidDataException">The ensemble contradicts itself.</exception>
    public TreeEnsembleScorer(TreeEnsemble ensemble)
    {
        if (ensemble.Schema != TreeEnsemble.CurrentSchema)
            throw new InvalidDataException($"Its schema is '{ensemble.Schema}', not '{TreeEnsemble.CurrentSchema}'.");
        inputs = [.. ensemble.Inputs.Select(i => i with { Codes = i.Codes?.ToArray() })];
        var builder = new ForestBuilder(inputs.Length, outputs: 1);
        foreach (var tree in ensemble.Trees)
            Add(builder, tree);
        forest = builder.Build();
        var (slope, offset) = (ensemble.Slope, ensemble.Offset);
        finish = ensemble.Link switch
        {
            "logistic" => sums => sums[0] = Link.Logistic(slope * sums[0] + offset),
            "identity" => sums => sums[0] = slope * sums[0] + offset,
            _ => throw new InvalidDataException($"Its link '{ensemble.Link}' is neither 'logistic' nor 'identity'."),
        };
    }

    public int Inputs => inputs.Length;

    public int Outputs => 1;

    public void Score(FeatureMatrix matrix, Span<double> outputs) => forest.Score(matrix, outputs, Prepare, finish);

    public void Score(ReadOnlySpan<float> features, Span<double> outputs)
    {
        ScoreShape.Check(features.Length, inputs.Length, Outputs, outputs.Length);
        Span<float> row = features.Length <= 256 ? stackalloc float[features.Length] : new float[features.Length];
        features.CopyTo(row);
        Prepare(row);
        outputs[0] = 0;
        forest.Add(row, outputs);
        finish(outputs);
    }

    public void Dispose()
    {
        // Nothing native is held.
    }

    private void Prepare(Span<float> row)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] = inputs[i].Of(row[i]);
    }

    private static void Add(ForestBuilder forest, TreeShape tree)
    {
        var nodes = tree.Feature.Count;
        if (tree.Threshold.Count != nodes || tree.Left.Count != nodes || tree.Right.Count != nodes)
            throw new InvalidDataException($"A tree of {nodes} nodes lacks thresholds or children.");
        var builder = forest.Tree(nodes, tree.Leaf.ToArray());
        for (var i = 0; i < nodes; i++)
            builder.AtMost(
                tree.Feature[i], tree.Threshold[i], missingGoesLeft: false, zeroIsMissing: false, tree.Left[i], tree.Right[i]);
    }
}
