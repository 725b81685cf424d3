namespace Trainyard.Hosting;

/// <summary>The path that is left when every link in one is followed. Work is bounded, whatever the path or the links
/// in it say.</summary>
public static class RealPath
{
    /// <summary>Characters of a path, links followed or not: as many as Linux takes.</summary>
    public const int Longest = 4096;

    /// <summary>Links that are followed on the way, as many as Linux follows.</summary>
    public const int MostLinks = 40;

    /// <summary>The real path; null when the path is too long, or leads over too many links.</summary>
    /// <param name="full">A full path, which need not lead to anything.</param>
    public static string? Of(string full)
    {
        if (full.Length > Longest)
            return null;
        var real = Path.GetPathRoot(full)!;
        var left = new Stack<string>();
        Push(left, full);
        var links = 0;
        while (left.TryPop(out var part))
        {
            if (part == ".")
                continue;
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
            }
            else
            {
                if (++links > MostLinks || target.Length > Longest)
                    return null;
                if (Path.IsPathRooted(target))
                    real = Path.GetPathRoot(target)!;
                Push(left, target);
            }

            if (real.Length > Longest)
                return null;
        }

        return real;
    }

    /// <summary>Whether a real path is a folder, or lies below it.</summary>
    public static bool IsIn(string path, string folder, StringComparison comparison) =>
        path.Equals(folder, comparison)
        || path.StartsWith(
            Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, comparison);

    private static void Push(Stack<string> left, string path)
    {
        char[] separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];
        var rest = path[(Path.GetPathRoot(path)?.Length ?? 0)..];
        foreach (var part in rest.Split(separators, StringSplitOptions.RemoveEmptyEntries).Reverse())
            left.Push(part);
    }
}
