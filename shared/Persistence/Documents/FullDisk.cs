using Microsoft.Data.Sqlite;

namespace Trainyard.Persistence.Documents;

/// <summary>Tells a disk that is full from a store that is away: it has room again once somebody makes it, and not by
/// itself.</summary>
public static class FullDisk
{
    private const int Full = 13;

    /// <summary>The log of SQLite can't grow, which it does by writing to each page of a file.</summary>
    private const int NoRoomForLog = 10 | (19 << 8);

    /// <summary>ENOSPC and EDQUOT of Linux, and what Windows says for both of them.</summary>
    private static readonly int[] OfFiles = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>The same in words, which is all that native code leaves of it: the system's for both numbers, those of
    /// Windows, and SQLite's.</summary>
    private static readonly string[] InWords =
    [
        "No space left on device", "Disk quota exceeded", "not enough space on the disk", "database or disk is full",
    ];

    /// <summary>A document could not be written for it; the file of the database.</summary>
    public static event Action<string>? Met;

    /// <summary>Whether something failed because a disk is full.</summary>
    public static bool Is(Exception? failure) => failure switch
    {
        null => false,
        SqliteException { SqliteErrorCode: Full } or SqliteException { SqliteExtendedErrorCode: NoRoomForLog } => true,
        IOException file when OfFiles.Contains(file.HResult) => true,
        _ when InWords.Any(words => failure.Message.Contains(words, StringComparison.OrdinalIgnoreCase)) => true,
        AggregateException several => several.InnerExceptions.Any(Is),
        _ => Is(failure.InnerException),
    };

    internal static void Meet(string file) => Met?.Invoke(file);
}
