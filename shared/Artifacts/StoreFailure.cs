namespace Trainyard.Artifacts;

/// <summary>Turns the many ways in which a file system fails into the one error of the store.</summary>
internal static class StoreFailure
{
    public static T Named<T>(string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (IsOfFileSystem(failure))
        {
            throw new ArtifactStoreException(what, failure);
        }
    }

    public static bool IsOfFileSystem(Exception failure) =>
        failure is UnauthorizedAccessException
        || (failure is IOException
            and not ArtifactStoreException and not ArtifactMissingException and not ArtifactDamagedException);
}
