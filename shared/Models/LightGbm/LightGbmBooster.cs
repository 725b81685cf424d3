using System.Runtime.InteropServices;

using static Trainyard.Models.LightGbm.LightGbmNative;

namespace Trainyard.Models.LightGbm;

/// <summary>Trees that grow over a dataset, one iteration at a time. For one thread at a time.</summary>
public sealed unsafe class LightGbmBooster : SafeHandle
{
    private readonly LightGbmDataset _training;
    private readonly LightGbmDataset? _watched;

    /// <summary>Begins to grow trees.</summary>
    /// <param name="training">The rows to learn from; must outlive this.</param>
    /// <param name="watched">Rows to measure on, if any; must outlive this.</param>
    /// <param name="parameters">Parameters in LightGBM's own words.</param>
    public LightGbmBooster(LightGbmDataset training, LightGbmDataset? watched, string parameters)
        : base(0, ownsHandle: true)
    {
        ArgumentNullException.ThrowIfNull(training);
        (_training, _watched) = (training, watched);
        Quiet();
        Check(LGBM_BoosterCreate(training.DangerousGetHandle(), parameters, out var booster));
        SetHandle(booster);
        if (watched is not null)
            Check(LGBM_BoosterAddValidData(booster, watched.DangerousGetHandle()));
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Grows the trees of one iteration.</summary>
    /// <returns>False when no split helps any more, so that further iterations would add nothing.</returns>
    public bool Grow()
    {
        Check(LGBM_BoosterUpdateOneIter(handle, out var isFinished));
        GC.KeepAlive(_training);
        return isFinished == 0;
    }

    /// <summary>
    /// The first metric of the parameters on the watched rows or, without any, on those learned from.
    /// </summary>
    public double? Loss()
    {
        Check(LGBM_BoosterGetEvalCounts(handle, out var metrics));
        var results = stackalloc double[Math.Max(1, metrics)];
        Check(LGBM_BoosterGetEval(handle, _watched is null ? 0 : 1, out var count, results));
        GC.KeepAlive(_watched);
        return count > 0 && double.IsFinite(results[0]) ? results[0] : null;
    }

    /// <summary>The model as LightGBM's own text.</summary>
    /// <param name="iterations">How many iterations to keep; 0 for all.</param>
    public byte[] Write(int iterations = 0)
    {
        Check(LGBM_BoosterSaveModelToString(handle, 0, iterations, 0, 0, out var length, null));
        var text = new byte[length];
        fixed (byte* start = text)
            Check(LGBM_BoosterSaveModelToString(
                handle, 0, iterations, 0, length, out length, start));
        return text[..^1]; // less the closing zero
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => LGBM_BoosterFree(handle) == 0;
}
