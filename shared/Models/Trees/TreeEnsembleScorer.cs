using Trainyard.Features.Matrix;

namespace Trainyard.Models.Trees;

/// <summary>Scores with a <see cref="TreeEnsemble"/>.</summary>
internal sealed class TreeEnsembleScorer : IScorer
{
    private readonly TreeInput[] _inputs;
    private readonly double[]? _gains;
    private readonly Forest _forest;
    private readonly Forest.Finish _finish;

    /// <exception cref="InvalidDataException">The ensemble contradicts itself.</exception>
    public TreeEnsembleScorer(TreeEnsemble ensemble)
    {
        if (ensemble.Schema != TreeEnsemble.CurrentSchema)
            throw new InvalidDataException($"Its schema is '{ensemble.Schema}', not '{TreeEnsemble.CurrentSchema}'.");
        _inputs = [.. ensemble.Inputs.Select(i => i with { Codes = i.Codes?.ToArray() })];
        _gains = ensemble.Gains?.ToArray();
        if (_gains is not null && (_gains.Length != _inputs.Length || _gains.Any(gain => !(gain >= 0))))
            throw new InvalidDataException($"Its gains are not {_inputs.Length} amounts, one of each feature.");
        var builder = new ForestBuilder(_inputs.Length, outputs: 1);
        foreach (var tree in ensemble.Trees)
            Add(builder, tree);
        _forest = builder.Build();
        var (slope, offset) = (ensemble.Slope, ensemble.Offset);
        _finish = ensemble.Link switch
        {
            "logistic" => sums => sums[0] = Link.Logistic(slope * sums[0] + offset),
            "identity" => sums => sums[0] = slope * sums[0] + offset,
            _ => throw new InvalidDataException($"Its link '{ensemble.Link}' is neither 'logistic' nor 'identity'."),
        };
    }

    public int Inputs => _inputs.Length;

    public int Outputs => 1;

    public void Score(FeatureMatrix matrix, Span<double> outputs) => _forest.Score(matrix, outputs, Prepare, _finish);

    public void Score(ReadOnlySpan<float> features, Span<double> outputs)
    {
        ScoreShape.Check(features.Length, _inputs.Length, Outputs, outputs.Length);
        Span<float> row = features.Length <= 256 ? stackalloc float[features.Length] : new float[features.Length];
        features.CopyTo(row);
        Prepare(row);
        outputs[0] = 0;
        _forest.Add(row, outputs);
        _finish(outputs);
    }

    public double[]? Worth(FeatureMatrix rows) => _gains is null ? null : Shares.Of(_gains);

    public void Dispose()
    {
        // Nothing native is held.
    }

    private void Prepare(Span<float> row)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] = _inputs[i].Of(row[i]);
    }

    private static void Add(ForestBuilder forest, TreeShape tree)
    {
        var nodes = tree.Feature.Count;
        if (tree.Threshold.Count != nodes || tree.Left.Count != nodes || tree.Right.Count != nodes)
            throw new InvalidDataException($"A tree of {nodes} nodes lacks thresholds or children.");
        var builder = forest.Tree(nodes, tree.Leaf.ToArray());
        for (var i = 0; i < nodes; i++)
            builder.AtMost(
                tree.Feature[i], tree.Threshold[i], missingGoesLeft: false, zeroIsMissing: false,
                tree.Left[i], tree.Right[i]);
    }
}
