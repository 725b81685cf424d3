using Trainyard.Artifacts;

namespace Trainyard.Hosting;

/// <summary>Files that hold secrets.</summary>
public static class PrivateFile
{
    /// <summary>Writes a file that its owner alone can read (except on Windows), whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">What it holds.</param>
    /// <param name="overwrite">Whether it takes the place of one that is there.</param>
    /// <param name="drafts">A folder of the same disk to write it in; left out, that of the file. It stays.</param>
    /// <exception cref="IOException">It is there already, or can't be written.</exception>
    public static void Write(string path, string text, bool overwrite, string? drafts = null)
    {
        // One that is there may be open to others, and would stay so: a new one is written beside it.
        var draft = $"{Path.GetFileName(path)}.{Guid.NewGuid():N}";
        var mine = Path.Combine(
            drafts is null ? Path.GetDirectoryName(Path.GetFullPath(path))! : PrivateFolder.Make(drafts), draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var file = new StreamWriter(mine, options))
                file.Write(text);
            if (overwrite)
                File.Move(mine, path, overwrite);
            else
                FreeName.Take(mine, path);
        }
        catch
        {
            File.Delete(mine);
            throw;
        }
    }
}
