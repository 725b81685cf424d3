namespace Trainyard.Artifacts;

/// <summary>
/// The folder in which one store writes what is not a blob yet. A lock file beside it is held open for as long as the
/// process lives; the system releases it when the process dies, however it dies. Process numbers would not do:
/// containers that share the folder don't share them.
/// </summary>
internal sealed class PendingFolder : IDisposable
{
    private const string LockSuffix = ".lock";

    private readonly string folder;
    private readonly FileStream held;

    private PendingFolder(string folder)
    {
        // The lock comes first: a folder whose lock is free has no living owner.
        this.folder = folder;
        held = Hold(folder);
        _ = Directory.CreateDirectory(folder);
    }

    /// <summary>Removes the folders of the dead and makes one for this store.</summary>
    public static PendingFolder Open(string parent)
    {
        _ = Directory.CreateDirectory(parent);
        foreach (var other in Directory.EnumerateDirectories(parent))
            RemoveIfAbandoned(other);
        return new PendingFolder(Path.Combine(parent, Guid.NewGuid().ToString("n")));
    }

    public string NewFile() => Path.Combine(folder, Guid.NewGuid().ToString("n"));

    public void Dispose()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        held.Dispose();
    }

    private static FileStream Hold(string folder) => new(
        folder + LockSuffix, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose);

    private static void RemoveIfAbandoned(string folder)
    {
        try
        {
            using var taken = Hold(folder);
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception failure) when (StoreFailure.IsOfFileSystem(failure))
        {
            // Its owner lives, or another process is removing it right now. Either way it is not ours.
        }
    }
}
