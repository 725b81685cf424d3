namespace Trainyard.Persistence.Documents;

/// <summary>Which database failed: whoever asks one service may be answered from the database of another.</summary>
public static class FailedDatabase
{
    private const string Key = "Trainyard.Database";

    /// <summary>The file of the database that failed; null where nobody said.</summary>
    public static string? Of(Exception? failure) =>
        failure is null ? null : failure.Data[Key] as string ?? Of(failure.InnerException);

    /// <summary>Says it; false always, so that it is said on the way and nothing is caught.</summary>
    internal static bool Note(Exception failure, string file)
    {
        failure.Data[Key] = file;
        return false;
    }
}
