using Trainyard.Features.Matrix;

namespace Trainyard.Models;

/// <summary>
/// A model, ready to score. Binary: one output, the probability of the positive class. Multiclass: the probability of
/// each class. Regression: one output, the value. Safe for many threads at once.
/// </summary>
public interface IScorer : IDisposable
{
    /// <summary>Outputs of a row.</summary>
    int Outputs { get; }

    /// <summary>
    /// Scores all rows; <paramref name="outputs"/> holds rows times <see cref="Outputs"/>, row by row.
    /// </summary>
    void Score(FeatureMatrix matrix, Span<double> outputs);

    /// <summary>Scores one row, features in the order of the matrix that the model was trained on.</summary>
    void Score(ReadOnlySpan<float> features, Span<double> outputs);

    /// <summary>
    /// What each feature is worth to the model by itself, shares that add up to 1: of the gain of all splits, or of
    /// weight times deviation. Null where the model does not say.
    /// </summary>
    /// <param name="rows">Rows that deviations are taken from.</param>
    double[]? Worth(FeatureMatrix rows) => null;
}
