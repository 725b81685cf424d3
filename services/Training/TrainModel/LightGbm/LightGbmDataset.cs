using System.Runtime.InteropServices;

using Trainyard.Features;

using static Trainyard.Training.TrainModel.LightGbm.LightGbmNative;

namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>Rows in LightGBM's bins. LightGBM keeps no pointer into the matrix that they came from.</summary>
internal sealed unsafe class LightGbmDataset : SafeHandle
{
    private LightGbmDataset(nint dataset)
        : base(0, ownsHandle: true) => SetHandle(dataset);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Rows in it.</summary>
    public int Rows { get; private init; }

    /// <summary>All rows of a matrix.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="parameters">Parameters in LightGBM's own words; category columns are added to them.</param>
    public static LightGbmDataset Create(FeatureMatrix matrix, string parameters)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.TryGetBlock(out var block))
            fixed (float* values = block.Span)
                return Create(matrix, values, matrix.Label.Values.Span, parameters, reference: null);
        using var packed = PackedColumns.Of(matrix);
        return Create(matrix, packed.Data, matrix.Label.Values.Span, parameters, reference: null);
    }

    /// <summary>Some rows of a matrix.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="rows">The numbers of the rows to take.</param>
    /// <param name="parameters">Parameters in LightGBM's own words; category columns are added to them.</param>
    /// <param name="reference">The dataset whose bins to use; absent for bins of its own.</param>
    public static LightGbmDataset Create(
        FeatureMatrix matrix, ReadOnlySpan<int> rows, string parameters, LightGbmDataset? reference = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        using var packed = PackedColumns.Of(matrix, rows);
        var from = matrix.Label.Values.Span;
        var label = new float[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            label[i] = from[rows[i]];
        return Create(matrix, packed.Data, label, parameters, reference);
    }

    /// <summary>
    /// Has boosters that are made from now on begin with these scores instead of none, and without the average label.
    /// </summary>
    /// <param name="scores">Sums of trees, all rows of the first class, then of the next; empty to begin with
    /// none.</param>
    public void BeginWith(ReadOnlySpan<double> scores)
    {
        fixed (double* values = scores)
            Check(LGBM_DatasetSetField(handle, "init_score", values, scores.Length, Float64));
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => LGBM_DatasetFree(handle) == 0;

    private static LightGbmDataset Create(
        FeatureMatrix matrix, float* block, ReadOnlySpan<float> label, string parameters,
        LightGbmDataset? reference)
    {
        Quiet();
        var categories = string.Join(',', matrix.Columns.Index()
            .Where(c => c.Item.Kind == MatrixColumnKind.Category).Select(c => c.Index));
        if (categories.Length > 0)
            parameters += $" categorical_feature={categories}";
        Check(LGBM_DatasetCreateFromMat(
            block, Float32, label.Length, matrix.Columns.Count, isRowMajor: 0, parameters,
            reference?.handle ?? 0, out var created));
        GC.KeepAlive(reference);
        var dataset = new LightGbmDataset(created) { Rows = label.Length };
        try
        {
            fixed (float* values = label)
                Check(LGBM_DatasetSetField(
                    created, "label", values, label.Length, Float32));

            // Names of its own: LightGBM refuses some characters, and the manifest knows the real ones.
            string[] names = [.. matrix.Columns.Select((_, i) => $"f{i}")];
            Check(LGBM_DatasetSetFeatureNames(created, names, names.Length));
            return dataset;
        }
        catch
        {
            dataset.Dispose();
            throw;
        }
    }
}
