using System.Runtime.InteropServices;

using static Trainyard.Training.TrainModel.LightGbm.LightGbmNative;

namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>
/// The rows that LightGBM finds its bins from, chosen by itself, column by column without their zeros: what
/// <c>LGBM_DatasetCreateFromMat</c> takes out of a matrix, so that the bins are the same.
/// </summary>
internal sealed unsafe class SampledColumns : IDisposable
{
    // What LightGBM holds for zero (kZeroThreshold in its meta.h).
    private const float Zero = 1e-35f;

    // LightGBM puts others of its own into the lists of columns.
    private readonly List<nint> _ours = [];

    private SampledColumns(int columns, int rows)
    {
        Rows = rows;
        Values = (double**)NativeMemory.AllocZeroed((nuint)columns, (nuint)sizeof(double*));
        Indices = (int**)NativeMemory.AllocZeroed((nuint)columns, (nuint)sizeof(int*));
        Counts = (int*)NativeMemory.AllocZeroed((nuint)columns, sizeof(int));
    }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>By column: the values.</summary>
    public double** Values { get; }

    /// <summary>By column: the places of these rows in the sample.</summary>
    public int** Indices { get; }

    /// <summary>By column: how many there are.</summary>
    public int* Counts { get; }

    public static SampledColumns Of(MatrixRows rows, string parameters)
    {
        Check(LGBM_GetSampleCount(rows.Count, parameters, out var most));
        var chosen = new int[most];
        int count;
        fixed (int* indices = chosen)
            Check(LGBM_SampleIndices(rows.Count, parameters, indices, out count));
        var sample = new SampledColumns(rows.Matrix.Columns.Count, count);
        try
        {
            for (var column = 0; column < rows.Matrix.Columns.Count; column++)
                sample.Fill(column, rows, rows.Matrix.Columns[column].Values.Span, chosen.AsSpan(0, count));
            return sample;
        }
        catch
        {
            sample.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var memory in _ours)
            NativeMemory.Free((void*)memory);
        NativeMemory.Free(Values);
        NativeMemory.Free(Indices);
        NativeMemory.Free(Counts);
    }

    private void Fill(int column, MatrixRows rows, ReadOnlySpan<float> values, ReadOnlySpan<int> chosen)
    {
        var to = Values[column] = (double*)Allocate(chosen.Length, sizeof(double));
        var places = Indices[column] = (int*)Allocate(chosen.Length, sizeof(int));
        var count = 0;
        for (var place = 0; place < chosen.Length; place++)
        {
            var value = rows.Value(values, chosen[place]);
            if (MathF.Abs(value) > Zero || float.IsNaN(value))
            {
                to[count] = value;
                places[count++] = place;
            }
        }

        Counts[column] = count;
    }

    private void* Allocate(int count, int size)
    {
        var memory = NativeMemory.Alloc((nuint)count + 1, (nuint)size);
        _ours.Add((nint)memory);
        return memory;
    }
}
