using System.Runtime.InteropServices;

using Trainyard.Features.Matrix;

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
    public static LightGbmDataset Create(FeatureMatrix matrix, string parameters) =>
        Create(new MatrixRows(matrix, null), parameters, reference: null);

    /// <summary>Some rows of a matrix.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="rows">The numbers of the rows to take.</param>
    /// <param name="parameters">Parameters in LightGBM's own words; category columns are added to them.</param>
    /// <param name="reference">The dataset whose bins to use; absent for bins of its own.</param>
    public static LightGbmDataset Create(
        FeatureMatrix matrix, int[] rows, string parameters, LightGbmDataset? reference = null) =>
        Create(new MatrixRows(matrix, rows), parameters, reference);

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

    private static LightGbmDataset Create(MatrixRows rows, string parameters, LightGbmDataset? reference)
    {
        Quiet();
        var categories = string.Join(',', rows.Matrix.Columns.Index()
            .Where(c => c.Item.Kind == MatrixColumnKind.Category).Select(c => c.Index));
        if (categories.Length > 0)
            parameters += $" categorical_feature={categories}";
        var dataset = new LightGbmDataset(Empty(rows, parameters, reference)) { Rows = rows.Count };
        try
        {
            rows.PushInto(dataset.handle);
            fixed (float* values = rows.Labels())
                Check(LGBM_DatasetSetField(dataset.handle, "label", values, rows.Count, Float32));

            // Names of its own: LightGBM refuses some characters, and the manifest knows the real ones.
            string[] names = [.. rows.Matrix.Columns.Select((_, i) => $"f{i}")];
            Check(LGBM_DatasetSetFeatureNames(dataset.handle, names, names.Length));
            return dataset;
        }
        catch
        {
            dataset.Dispose();
            throw;
        }
    }

    /// <summary>A dataset that has its bins and waits for its rows.</summary>
    private static nint Empty(MatrixRows rows, string parameters, LightGbmDataset? reference)
    {
        nint created;
        if (reference is null)
        {
            using var sample = SampledColumns.Of(rows, parameters);
            Check(LGBM_DatasetCreateFromSampledColumn(
                sample.Values, sample.Indices, rows.Matrix.Columns.Count, sample.Counts, sample.Rows, rows.Count,
                rows.Count, parameters, out created));
            return created;
        }

        Check(LGBM_DatasetCreateByReference(reference.handle, rows.Count, out created));
        GC.KeepAlive(reference);
        return created;
    }
}
