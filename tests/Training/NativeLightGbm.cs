using System.Runtime.InteropServices;

using Trainyard.Features.Matrix;
using Trainyard.Training.TrainModel.LightGbm;

namespace Trainyard.Training.Tests;

/// <summary>LightGBM's own prediction, to hold ours against.</summary>
internal static unsafe partial class NativeLightGbm
{
    public static double[] Predict(byte[] model, FeatureMatrix matrix, int outputs)
    {
        // What it sets its threads to, a training beside it would take, and sum up its loss otherwise.
        LightGbmTraining.OneAtATime.Wait(TestContext.Current.CancellationToken);
        try
        {
            return PredictAlone(model, matrix, outputs);
        }
        finally
        {
            LightGbmTraining.OneAtATime.Release();
        }
    }

    private static double[] PredictAlone(byte[] model, FeatureMatrix matrix, int outputs)
    {
        fixed (byte* text = new byte[model.Length + 1])
        {
            model.CopyTo(new Span<byte>(text, model.Length));
            Assert.Equal(0, LGBM_BoosterLoadModelFromString(text, out _, out var booster));
            var rows = new float[matrix.Rows * matrix.Columns.Count];
            foreach (var (c, column) in matrix.Columns.Index())
                for (var row = 0; row < matrix.Rows; row++)
                    rows[row * matrix.Columns.Count + c] = column.Values.Span[row];
            var results = new double[matrix.Rows * outputs];
            fixed (float* data = rows)
            fixed (double* result = results)
                Assert.Equal(0, LGBM_BoosterPredictForMat(
                    booster, data, 0, matrix.Rows, matrix.Columns.Count, 1, 0, 0, -1, "", out _, result));
            Assert.Equal(0, LGBM_BoosterFree(booster));
            return results;
        }
    }

    [LibraryImport("lib_lightgbm")]
    private static partial int LGBM_BoosterLoadModelFromString(byte* model, out int iterations, out nint booster);

    [LibraryImport("lib_lightgbm", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LGBM_BoosterPredictForMat(
        nint booster, float* data, int dataType, int rows, int columns, int isRowMajor, int predictType,
        int startIteration, int iterations, string parameters, out long count, double* results);

    [LibraryImport("lib_lightgbm")]
    private static partial int LGBM_BoosterFree(nint booster);
}
