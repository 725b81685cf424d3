using System.Runtime.InteropServices;

using Trainyard.Features.Matrix;

namespace Trainyard.Benchmarks.TrainVsNative;

/// <summary>
/// LightGBM's C API as anybody would call it: one block of float32 columns in memory, a dataset, the iterations, the
/// model as text. It watches nothing, can't be cancelled and stores nothing.
/// </summary>
internal sealed unsafe partial class BareLightGbm : IDisposable
{
    private readonly int _rows;
    private readonly int _columns;
    private readonly float* _block;
    private readonly float[] _label;

    public BareLightGbm(FeatureMatrix matrix)
    {
        (_rows, _columns) = (matrix.Rows, matrix.Columns.Count);
        _block = (float*)NativeMemory.Alloc((nuint)_rows * (nuint)_columns, sizeof(float));
        foreach (var (c, column) in matrix.Columns.Index())
            column.Values.Span.CopyTo(new Span<float>(_block + (long)c * _rows, _rows));
        _label = matrix.Label.Values.ToArray();
    }

    /// <summary>Trains, and gives the model's text.</summary>
    public byte[] Train(string parameters, int iterations)
    {
        Check(LGBM_DatasetCreateFromMat(_block, 0, _rows, _columns, 0, parameters, 0, out var dataset));
        fixed (float* label = _label)
            Check(LGBM_DatasetSetField(dataset, "label", label, _rows, 0));
        Check(LGBM_BoosterCreate(dataset, parameters, out var booster));
        for (var i = 0; i < iterations; i++)
            Check(LGBM_BoosterUpdateOneIter(booster, out _));
        Check(LGBM_BoosterSaveModelToString(booster, 0, 0, 0, 0, out var length, null));
        var text = new byte[length];
        fixed (byte* start = text)
            Check(LGBM_BoosterSaveModelToString(booster, 0, 0, 0, length, out _, start));
        Check(LGBM_BoosterFree(booster));
        Check(LGBM_DatasetFree(dataset));
        return text[..^1];
    }

    public void Dispose() => NativeMemory.Free(_block);

    private static void Check(int result)
    {
        if (result != 0)
            throw new InvalidOperationException("LightGBM refused.");
    }

    [LibraryImport("lib_lightgbm", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LGBM_DatasetCreateFromMat(
        float* data, int dataType, int rows, int columns, int isRowMajor, string parameters, nint reference,
        out nint dataset);

    [LibraryImport("lib_lightgbm", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LGBM_DatasetSetField(nint dataset, string field, void* data, int count, int type);

    [LibraryImport("lib_lightgbm")]
    private static partial int LGBM_DatasetFree(nint dataset);

    [LibraryImport("lib_lightgbm", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LGBM_BoosterCreate(nint training, string parameters, out nint booster);

    [LibraryImport("lib_lightgbm")]
    private static partial int LGBM_BoosterUpdateOneIter(nint booster, out int isFinished);

    [LibraryImport("lib_lightgbm")]
    private static partial int LGBM_BoosterSaveModelToString(
        nint booster, int startIteration, int iterations, int importanceType, long capacity, out long length,
        byte* text);

    [LibraryImport("lib_lightgbm")]
    private static partial int LGBM_BoosterFree(nint booster);
}
