using System.Diagnostics;

namespace Trainyard.Support;

/// <summary>
/// A disk of a few megabytes, in memory, that can be filled: what is written to it then fails as on any other.
/// </summary>
public sealed class SmallDisk : IDisposable
{
    private const int Block = 4096;

    /// <summary>ENOSPC of Linux.</summary>
    private const int NoSpace = 28;

    private readonly string _filler;

    private readonly long _size;

    private SmallDisk(string path, long size) =>
        (Path, _filler, _size) = (path, System.IO.Path.Combine(path, "filler"), size);

    public string Path { get; }

    /// <summary>Bytes that can still be written.</summary>
    public long Free => new DriveInfo(Path).AvailableFreeSpace;

    private bool IsMounted => new DriveInfo(Path) is { DriveFormat: "tmpfs" } drive && drive.TotalSize == _size;

    /// <summary>Mounts one; null, and why, where this process may not.</summary>
    public static SmallDisk? TryMount(int megabytes, out string reason)
    {
        var path = Directory.CreateTempSubdirectory("small-disk-").FullName;
        reason = OperatingSystem.IsLinux()
            ? Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path)
            : "Disks are mounted on Linux alone.";
        if (reason.Length == 0)
        {
            var disk = new SmallDisk(path, (long)megabytes << 20);
            if (disk.IsMounted)
                return disk;
            reason = $"mount said that it had, and {path} is none";
            _ = Run("umount", "-l", path);
        }

        Directory.Delete(path);
        return null;
    }

    /// <summary>Leaves so many bytes free, rounded down to a block, or fewer where others write meanwhile.</summary>
    public void Fill(long free)
    {
        // What is filled must never be the disk of the machine.
        if (!IsMounted)
            throw new InvalidOperationException($"{Path} is no small disk any more.");
        Clear();
        using var file = new FileStream(
            _filler, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var block = new byte[1 << 20];
        try
        {
            for (var left = Math.Max(0, Free - free) / Block * Block; left > 0; left -= block.Length)
                file.Write(block.AsSpan(0, (int)Math.Min(left, block.Length)));
        }
        catch (IOException full) when (full.HResult is NoSpace)
        {
            // Somebody else took the last of it.
        }
    }

    /// <summary>Makes room again.</summary>
    public void Clear() => File.Delete(_filler);

    /// <summary>Nothing can be written from now on, by nobody.</summary>
    public void BeReadOnly() => Remount("ro");

    /// <summary>Everybody can write again.</summary>
    public void BeWritable() => Remount("rw");

    public void Dispose()
    {
        // Lazily, so that a file which somebody still holds open does not keep the disk.
        _ = Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private void Remount(string how)
    {
        if (Run("mount", "-o", $"remount,{how}", Path) is { Length: > 0 } complaint)
            throw new InvalidOperationException(complaint);
    }

    /// <summary>What the program had to complain about.</summary>
    private static string Run(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var complaint = process.StandardError.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? "" : $"{program}: {complaint}";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return $"{program}: {missing.Message}";
        }
    }
}
