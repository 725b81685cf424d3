using Trainyard.Hosting;

namespace Trainyard.Ingestion.FetchData;

/// <summary>Which files a source may be: those that the operator allows, and never those of the yard itself.</summary>
internal sealed class ReadableFolders(IngestionSettings settings, YardFolders own)
{
    /// <summary>What looks like files there are devices, processes and sockets.</summary>
    private static readonly string[] OfTheSystem = ["/proc", "/sys", "/dev", "/run"];

    /// <summary>Whether a file lies in a folder that sources may lie in.</summary>
    /// <param name="path">Its real path.</param>
    public bool IsAllowed(string path) =>
        IsIn(path, settings.AllowedFolders)
        // A service may have been started anywhere: the whole file system is allowed where somebody says so.
        || (Path.GetFullPath(settings.DataFolder) is var folder && Path.GetPathRoot(folder) != folder
            && IsIn(path, [folder]));

    /// <summary>Whether a file is none that a source may be, whatever is allowed.</summary>
    /// <param name="path">Its real path.</param>
    public bool IsForbidden(string path) =>
        // Letters of either case: there are file systems where both lead to the same file.
        IsIn(path, [.. own.All, .. OfTheSystem], StringComparison.OrdinalIgnoreCase) || IsOfAnotherYard(path);

    /// <summary>Whether another yard keeps it: somebody ran one of their own in a folder that sources may lie
    /// in.</summary>
    private static bool IsOfAnotherYard(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, YardFolders.LockFile))
                && YardFolders.InDataFolder.Any(name =>
                    RealPath.IsIn(path, Path.Combine(folder, name), StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIn(
        string path, IReadOnlyList<string> folders, StringComparison comparison = StringComparison.Ordinal) =>
        folders.Select(Path.GetFullPath).Select(RealPath.Of).OfType<string>()
            .Any(folder => RealPath.IsIn(path, folder, comparison));
}
