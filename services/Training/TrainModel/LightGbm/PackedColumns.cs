using System.Runtime.InteropServices;

using Trainyard.Features;

namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>Rows of a matrix, one column after the other in one block, as LightGBM reads them.</summary>
internal sealed unsafe class PackedColumns : IDisposable
{
    private readonly int _rows;
    private readonly int _columns;
    private float* _data;

    private PackedColumns(int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        _data = (float*)NativeMemory.Alloc((nuint)rows * (nuint)columns + 1, sizeof(float));
    }

    public float* Data => _data;

    /// <summary>All rows.</summary>
    public static PackedColumns Of(FeatureMatrix matrix)
    {
        var packed = new PackedColumns(matrix.Rows, matrix.Columns.Count);
        for (var c = 0; c < packed._columns; c++)
            matrix.Columns[c].Values.Span.CopyTo(packed.Column(c));
        return packed;
    }

    /// <summary>The rows with these numbers.</summary>
    public static PackedColumns Of(FeatureMatrix matrix, ReadOnlySpan<int> rows)
    {
        var packed = new PackedColumns(rows.Length, matrix.Columns.Count);
        for (var c = 0; c < packed._columns; c++)
        {
            var from = matrix.Columns[c].Values.Span;
            var to = packed.Column(c);
            for (var i = 0; i < rows.Length; i++)
                to[i] = from[rows[i]];
        }

        return packed;
    }

    public void Dispose()
    {
        NativeMemory.Free(_data);
        _data = null;
    }

    private Span<float> Column(int column) => new(_data + (nint)column * _rows, _rows);
}
