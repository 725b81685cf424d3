using System.Runtime.InteropServices;

using Trainyard.Features;

namespace Trainyard.Models.LightGbm;

/// <summary>Rows of a matrix, one column after the other in one block, as LightGBM reads them.</summary>
internal sealed unsafe class PackedColumns : IDisposable
{
    private PackedColumns(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        Data = (float*)NativeMemory.Alloc((nuint)rows * (nuint)columns + 1, sizeof(float));
    }

    public int Rows { get; }

    public int Columns { get; }

    public float* Data { get; private set; }

    /// <summary>The rows from <paramref name="start"/> on.</summary>
    public static PackedColumns Of(FeatureMatrix matrix, int start, int rows)
    {
        var packed = new PackedColumns(rows, matrix.Columns.Count);
        for (var c = 0; c < packed.Columns; c++)
            matrix.Columns[c].Values.Span.Slice(start, rows).CopyTo(packed.Column(c));
        return packed;
    }

    /// <summary>The rows with these numbers.</summary>
    public static PackedColumns Of(FeatureMatrix matrix, ReadOnlySpan<int> rows)
    {
        var packed = new PackedColumns(rows.Length, matrix.Columns.Count);
        for (var c = 0; c < packed.Columns; c++)
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
        NativeMemory.Free(Data);
        Data = null;
    }

    private Span<float> Column(int column) => new(Data + (nint)column * Rows, Rows);
}
