using Trainyard.Features.Matrix;

namespace Trainyard.Models;

/// <summary>
/// A regression in the target's own unit: a model learns the target less an offset and divided by a scale where a
/// float32 would not hold it well, and here both are taken back, in float64.
/// </summary>
public sealed class UnitScorer : IScorer
{
    private readonly IScorer _inner;
    private readonly double _offset;
    private readonly double _scale;

    private UnitScorer(IScorer inner, MatrixLabel target) =>
        (_inner, _offset, _scale) = (inner, target.Offset, target.Scale);

    /// <inheritdoc/>
    public int Outputs => _inner.Outputs;

    /// <summary>The scorer itself where the model learned the target as it is.</summary>
    /// <param name="scorer">What the model says.</param>
    /// <param name="target">What it learned.</param>
    public static IScorer Of(IScorer scorer, MatrixLabel target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target is { Offset: 0, Scale: 1 } ? scorer : new UnitScorer(scorer, target);
    }

    /// <inheritdoc/>
    public void Score(FeatureMatrix matrix, Span<double> outputs)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        _inner.Score(matrix, outputs);
        foreach (ref var output in outputs[..(matrix.Rows * Outputs)])
            output = (output * _scale) + _offset;
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> features, Span<double> outputs)
    {
        _inner.Score(features, outputs);
        outputs[0] = (outputs[0] * _scale) + _offset;
    }

    /// <inheritdoc/>
    public double[]? Worth(FeatureMatrix rows) => _inner.Worth(rows);

    /// <inheritdoc/>
    public void Dispose() => _inner.Dispose();
}
