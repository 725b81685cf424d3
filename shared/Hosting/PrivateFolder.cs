namespace Trainyard.Hosting;

/// <summary>Folders for what is nobody else's business.</summary>
public static class PrivateFolder
{
    /// <summary>Makes a folder that its owner alone can look into (except on Windows). One that is there stays as it
    /// is: whoever made it decided who may.</summary>
    /// <returns>Its path.</returns>
    public static string Make(string path)
    {
        if (OperatingSystem.IsWindows())
            _ = Directory.CreateDirectory(path);
        else
        {
            _ = Directory.CreateDirectory(
                path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
