using Trainyard.Features.Matrix;

namespace Trainyard.Models;

/// <summary>Native code believes lengths, so they are checked first.</summary>
internal static class ScoreShape
{
    public static void Check(FeatureMatrix matrix, int columns, int outputsOfRow, int outputs)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Columns.Count != columns)
            throw new ArgumentException($"The model takes {columns} features, the matrix has {matrix.Columns.Count}.");
        if (outputs < (long)matrix.Rows * outputsOfRow)
            throw new ArgumentException($"{matrix.Rows} rows have {outputsOfRow} outputs each, not {outputs} in all.");
    }

    public static void Check(int features, int columns, int outputsOfRow, int outputs)
    {
        if (features != columns)
            throw new ArgumentException($"The model takes {columns} features, the row has {features}.");
        if (outputs < outputsOfRow)
            throw new ArgumentException($"A row has {outputsOfRow} outputs, not {outputs}.");
    }
}
