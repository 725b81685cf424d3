using System.Runtime.InteropServices;

namespace Trainyard.Features.Tables;

/// <summary>Memory that native libraries take and nothing here sees: what reads Parquet would keep all that it ever
/// took, some hundred megabytes of a few million rows, through everything that comes after.</summary>
public static partial class LeftMemory
{
    private const long WorthGivingBack = 64L << 20;

    /// <summary>Gives back to the system what the work so far has left in this process, managed and native: for before
    /// native code begins, while which nothing is allocated that would ever lead to a collection. Where little was left
    /// it does nothing.</summary>
    public static void GiveBack()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) < WorthGivingBack)
            return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GiveBackNative();
    }

    /// <summary>Gives back to the system what native code has let go of; it would be kept for native code to
    /// come.</summary>
    public static void GiveBackNative()
    {
        // Other C libraries than glibc have no such function, and keep less.
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library)
            && NativeLibrary.TryGetExport(library, nameof(malloc_trim), out _))
        {
            _ = malloc_trim(0);
        }
    }

    /// <summary>Has the reader of Parquet take its memory from the system, which can give it back; to be called before
    /// it is loaded. What is set from outside stays.</summary>
    internal static void TakeFromSystem()
    {
        if (OperatingSystem.IsLinux())
            _ = setenv("ARROW_DEFAULT_MEMORY_POOL", "system", overwrite: 0);
    }

    [LibraryImport("libc.so.6")]
    private static partial int malloc_trim(nint pad);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
