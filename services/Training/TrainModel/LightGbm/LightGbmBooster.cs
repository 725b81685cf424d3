using System.Runtime.InteropServices;
using System.Security.Cryptography;

using static Trainyard.Training.TrainModel.LightGbm.LightGbmNative;

namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>Trees that grow over a dataset, one iteration at a time. For one thread at a time.</summary>
internal sealed unsafe class LightGbmBooster : SafeHandle
{
    private const int AtOnce = 1 << 20;

    private readonly LightGbmDataset _training;
    private readonly LightGbmDataset? _validation;
    private long _expected = 1 << 22;

    /// <summary>Begins to grow trees.</summary>
    /// <param name="training">The rows to learn from; must outlive this.</param>
    /// <param name="validation">Rows to measure on, if any; must outlive this.</param>
    /// <param name="parameters">Parameters in LightGBM's own words.</param>
    public LightGbmBooster(LightGbmDataset training, LightGbmDataset? validation, string parameters)
        : base(0, ownsHandle: true)
    {
        ArgumentNullException.ThrowIfNull(training);
        (_training, _validation) = (training, validation);
        Quiet();
        Check(LGBM_BoosterCreate(training.DangerousGetHandle(), parameters, out var booster));
        SetHandle(booster);
        if (validation is not null)
            Check(LGBM_BoosterAddValidData(booster, validation.DangerousGetHandle()));
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
    /// The first metric of the parameters on the validation rows or, without any, on those learned from.
    /// </summary>
    public double? Loss()
    {
        Check(LGBM_BoosterGetEvalCounts(handle, out var metrics));
        var results = stackalloc double[Math.Max(1, metrics)];
        Check(LGBM_BoosterGetEval(handle, _validation is null ? 0 : 1, out var count, results));
        GC.KeepAlive(_validation);
        return count > 0 && double.IsFinite(results[0]) ? results[0] : null;
    }

    /// <summary>Adds to a digest what the trees so far say of the rows learned from or of the validation rows: all rows
    /// of the first class, then of the next.</summary>
    public void AddPredictions(IncrementalHash digest, bool ofValidation = false)
    {
        var data = ofValidation ? 1 : 0;
        Check(LGBM_BoosterGetNumPredict(handle, data, out var count));
        // No array: what is as long as the rows, and is made again at each checkpoint, would stay until there is a
        // collection, and nothing here ever asks for one.
        var results = (double*)NativeMemory.Alloc((nuint)count + 1, sizeof(double));
        try
        {
            Check(LGBM_BoosterGetPredict(handle, data, out _, results));
            for (long from = 0; from < count; from += AtOnce)
                digest.AppendData(new ReadOnlySpan<byte>(
                    results + from, (int)Math.Min(AtOnce, count - from) * sizeof(double)));
        }
        finally
        {
            NativeMemory.Free(results);
        }

        GC.KeepAlive(_validation);
        GC.KeepAlive(_training);
    }

    /// <summary>Changes parameters; trees that grew stay as they are.</summary>
    public void Change(string parameters) => Check(LGBM_BoosterResetParameter(handle, parameters));

    /// <summary>The model as LightGBM's own text.</summary>
    /// <param name="iterations">How many iterations to keep; 0 for all.</param>
    /// <param name="after">How many iterations to leave out before them.</param>
    public byte[] Write(int iterations = 0, int after = 0)
    {
        // Writing takes as long as asking how much there is to write, so it begins with a guess.
        var text = new byte[_expected];
        Check(Save(text, out var length));
        if (length > text.Length)
        {
            _expected = length + length / 4;
            text = new byte[length];
            Check(Save(text, out length));
        }

        return text[..(int)(length - 1)]; // less the closing zero

        int Save(byte[] into, out long written)
        {
            fixed (byte* start = into)
            {
                return LGBM_BoosterSaveModelToString(
                    handle, after, iterations, importanceType: 0, into.Length, out written, start);
            }
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => LGBM_BoosterFree(handle) == 0;
}
