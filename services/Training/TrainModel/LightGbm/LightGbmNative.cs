using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Trainyard.Training.TrainModel.LightGbm;

/// <summary>
/// The part of LightGBM's C API that is used here; see <c>include/LightGBM/c_api.h</c> of its source.
/// </summary>
internal static unsafe partial class LightGbmNative
{
    public const int Float32 = 0;
    public const int Float64 = 1;

    private const string Library = "lib_lightgbm";

    [ThreadStatic]
    private static bool _isQuiet;

    // Between two pieces of work LightGBM's threads spin for milliseconds by default, which on a machine that also does
    // something else makes training many times slower: each waits for one that has no core. So they spin shortly, then
    // sleep. Read by the OpenMP runtime of gcc when it is loaded; what is set from outside stays.
    static LightGbmNative()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
            _ = setenv("GOMP_SPINCOUNT", "3000", overwrite: 0);
    }

    /// <summary>Turns a result code into an exception that carries LightGBM's own words.</summary>
    public static void Check(int result)
    {
        if (result != 0)
            throw new LightGbmException(Marshal.PtrToStringUTF8(LGBM_GetLastError()) ?? "LightGBM gave no reason.");
    }

    /// <summary>
    /// LightGBM writes its log to standard output unless told otherwise, and remembers that by thread.
    /// </summary>
    public static void Quiet()
    {
        if (_isQuiet)
            return;
        Check(LGBM_RegisterLogCallback(&Discard));
        _isQuiet = true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Discard(byte* message)
    {
        // What matters comes back as a result code with LGBM_GetLastError.
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    [LibraryImport(Library)]
    private static partial nint LGBM_GetLastError();

    [LibraryImport(Library)]
    private static partial int LGBM_RegisterLogCallback(delegate* unmanaged[Cdecl]<byte*, void> callback);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_GetSampleCount(int rows, string parameters, out int count);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_SampleIndices(int rows, string parameters, int* indices, out int count);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_DatasetCreateFromSampledColumn(
        double** values, int** indices, int columns, int* counts, int sampledRows, int rows, long allRows,
        string parameters, out nint dataset);

    [LibraryImport(Library)]
    public static partial int LGBM_DatasetCreateByReference(nint reference, long rows, out nint dataset);

    [LibraryImport(Library)]
    public static partial int LGBM_DatasetPushRows(
        nint dataset, float* data, int dataType, int rows, int columns, int startRow);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_DatasetSetField(nint dataset, string field, void* data, int count, int type);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_DatasetSetFeatureNames(nint dataset, string[] names, int count);

    [LibraryImport(Library)]
    public static partial int LGBM_DatasetFree(nint dataset);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_BoosterCreate(nint training, string parameters, out nint booster);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterFree(nint booster);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterAddValidData(nint booster, nint dataset);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterUpdateOneIter(nint booster, out int isFinished);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_BoosterResetParameter(nint booster, string parameters);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterGetNumPredict(nint booster, int data, out long count);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterGetPredict(nint booster, int data, out long count, double* results);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterGetEval(nint booster, int data, out int count, double* results);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterGetEvalCounts(nint booster, out int count);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterSaveModelToString(
        nint booster, int startIteration, int iterations, int importanceType, long capacity, out long length,
        byte* text);
}
