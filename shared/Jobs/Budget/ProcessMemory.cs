using System.Globalization;

namespace Trainyard.Jobs.Budget;

/// <summary>What the machine, or the container, lets this process hold.</summary>
internal static class ProcessMemory
{
    /// <summary>What a process of the yard holds before there is any work: code, the runtime, DuckDB.</summary>
    private const long WithoutWork = 224L << 20;

    private const string Groups = "/sys/fs/cgroup";

    /// <summary>What is left of it for work, in bytes: three quarters, less where the rest would not do for the process
    /// itself, and no more than the runtime was told to hold (<c>DOTNET_GCHeapHardLimit</c>).</summary>
    public static long ForWork
    {
        get
        {
            var told = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
            var whole = Math.Min(OfMachine() ?? told, OfGroup() ?? long.MaxValue);
            return Math.Min(told, Math.Min(whole / 4 * 3, whole - WithoutWork));
        }
    }

    /// <summary>The memory of the machine; null where it does not say so in the way of Linux.</summary>
    private static long? OfMachine()
    {
        const string field = "MemTotal:";
        var line = Lines("/proc/meminfo").FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal));
        return line?[field.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var kibibytes, "kB"]
            && Number(kibibytes) is { } known
            ? known << 10
            : null;
    }

    /// <summary>The limit of the control group that the process is in, or of one around it; null where there is none.
    /// In a container the path is often that of the host, and the group what the container sees at the root. See
    /// https://docs.kernel.org/admin-guide/cgroup-v2.html and cgroup-v1/memory.html.</summary>
    private static long? OfGroup()
    {
        var least = (long?)null;
        foreach (var line in Lines("/proc/self/cgroup"))
        {
            var (root, file, path) = line.Split(':', 3) switch
            {
                ["0", "", var unified] => (Groups, "memory.max", unified),
                [_, "memory", var own] => (Groups + "/memory", "memory.limit_in_bytes", own),
                _ => (null, "", ""),
            };
            for (var group = path; root is not null; group = group[..Math.Max(0, group.LastIndexOf('/'))])
            {
                var limit = Number(Lines($"{root}{group.TrimEnd('/')}/{file}").FirstOrDefault() ?? "");
                least = limit < (least ?? long.MaxValue) ? limit : least;
                if (group.Length == 0)
                    break;
            }
        }

        return least;
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
