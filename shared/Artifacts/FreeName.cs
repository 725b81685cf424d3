using System.Runtime.InteropServices;

namespace Trainyard.Artifacts;

/// <summary>
/// Gives a file a name that nobody has: of many who ask for the same one at once, one succeeds. On Unix
/// <see cref="File.Move(string, string, bool)"/> looks first and renames then, so that the later of two wins and the
/// earlier believes that it did; a link is refused where the name is taken.
/// </summary>
public static class FreeName
{
    /// <summary>EEXIST, the same on Linux and macOS.</summary>
    private const int Taken = 17;

    /// <summary>Moves a file to a name of the same disk.</summary>
    /// <exception cref="IOException">The name is taken, or it can't be moved: the file stays where it is.</exception>
    public static void Take(string file, string name)
    {
        if (OperatingSystem.IsWindows() || !TryLink(file, name))
            File.Move(file, name, overwrite: false);
        else
            File.Delete(file);
    }

    /// <summary>False where the disk has no links, and for what <see cref="File.Move(string, string)"/> says
    /// better.</summary>
    private static bool TryLink(string file, string name)
    {
        if (Link(file, name) == 0)
            return true;
        return Marshal.GetLastPInvokeError() == Taken
            ? throw new IOException($"'{name}' is there already.")
            : false;
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
