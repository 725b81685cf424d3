using Trainyard.Features.Matrix;

namespace Trainyard.Models.LightGbm;

/// <summary>What trees add up to, before it becomes a probability: how far boosting is, as LightGBM counts.</summary>
public static class LightGbmSums
{
    /// <summary>The sums of all rows, for each class its trees in their order, so that they are LightGBM's own to the
    /// last bit.</summary>
    /// <param name="model">LightGBM's text model.</param>
    /// <param name="matrix">The rows.</param>
    /// <returns>Row by row, a sum for each class; one where the task has no classes, or two.</returns>
    /// <exception cref="InvalidDataException">The text is not such a model, or not for such rows.</exception>
    public static double[] Of(ReadOnlySpan<byte> model, FeatureMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var forest = LightGbmText.Read(model).Forest;
        if (forest.Columns != matrix.Columns.Count)
        {
            throw new InvalidDataException(
                $"Its trees ask for {forest.Columns} features; the rows have {matrix.Columns.Count}.");
        }

        var sums = new double[matrix.Rows * forest.Outputs];
        forest.Score(matrix, sums, prepare: null, static _ => { });
        return sums;
    }
}
