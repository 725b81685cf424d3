using System.Runtime.InteropServices;

using Trainyard.Features.Matrix;

using static Trainyard.Training.TrainModel.LightGbm.LightGbmNative;

namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>Rows of a matrix as LightGBM takes them: some thousands at a time, so that the matrix is never there
/// twice.</summary>
/// <param name="Matrix">The matrix.</param>
/// <param name="Numbers">The numbers of its rows that are meant; absent for all.</param>
internal sealed unsafe record MatrixRows(FeatureMatrix Matrix, int[]? Numbers)
{
    private const int ValuesAtOnce = 1 << 18;

    public int Count => Numbers?.Length ?? Matrix.Rows;

    /// <summary>The value of a row of these in a column.</summary>
    public float Value(ReadOnlySpan<float> column, int row) => column[Numbers?[row] ?? row];

    /// <summary>The labels.</summary>
    public ReadOnlySpan<float> Labels()
    {
        var labels = Matrix.Label.Values.Span;
        if (Numbers is null)
            return labels;
        var taken = new float[Numbers.Length];
        for (var row = 0; row < taken.Length; row++)
            taken[row] = labels[Numbers[row]];
        return taken;
    }

    /// <summary>Gives all of them to a dataset that waits for them.</summary>
    public void PushInto(nint dataset)
    {
        var columns = Matrix.Columns.Count;
        var step = Math.Min(Math.Max(1, ValuesAtOnce / columns), Count);
        var block = (float*)NativeMemory.Alloc((nuint)step * (nuint)columns, sizeof(float));
        try
        {
            for (var row = 0; row < Count; row += step)
            {
                var taken = Math.Min(step, Count - row);
                for (var column = 0; column < columns; column++)
                    Take(Matrix.Columns[column].Values.Span, row, taken, block + column, columns);
                Check(LGBM_DatasetPushRows(dataset, block, Float32, taken, columns, row));
            }
        }
        finally
        {
            NativeMemory.Free(block);
        }
    }

    private void Take(ReadOnlySpan<float> from, int first, int count, float* to, int distance)
    {
        if (Numbers is null)
        {
            foreach (var value in from.Slice(first, count))
            {
                *to = value;
                to += distance;
            }

            return;
        }

        foreach (var row in Numbers.AsSpan(first, count))
        {
            *to = from[row];
            to += distance;
        }
    }
}
