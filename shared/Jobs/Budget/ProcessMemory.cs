using System.Globalization;

namespace Trainyard.Jobs.Budget;

/// <summary>What the machine, or the container, lets this process hold.</summary>
internal static class ProcessMemory
{
    /// <summary>What a process of the yard holds before there is any work: code, the runtime, DuckDB.</summary>
    private const long WithoutWork = 208L << 20;

    /// <summary>What is left of it for work, in bytes: three quarters, less where the rest would not do for the process
    /// itself, and no more than the runtime was told to hold (<c>DOTNET_GCHeapHardLimit</c>).</summary>
    public static long ForWork => Of(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, "/");

    /// <param name="told">What the runtime takes for all there is.</param>
    /// <param name="root">Where the files of the system are.</param>
    internal static long Of(long told, string root)
    {
        var whole = Math.Min(OfMachine(root) ?? told, OfGroup(root) ?? long.MaxValue);
        return Math.Min(told, Math.Min(whole / 4 * 3, whole - WithoutWork));
    }

    /// <summary>The memory of the machine; null where it does not say so in the way of Linux.</summary>
    private static long? OfMachine(string root)
    {
        const string field = "MemTotal:";
        var line = Lines(root, "proc/meminfo").FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal));
        return line?[field.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var kibibytes, "kB"]
            && Number(kibibytes) is { } known
            ? known << 10
            : null;
    }

    /// <summary>The lowest limit of the control group that the process is in, and of those around it; null where there
    /// is none. In a container the path is often that of the host, and the group what the container sees at the root.
    /// See https://docs.kernel.org/admin-guide/cgroup-v2.html and cgroup-v1/memory.html.</summary>
    private static long? OfGroup(string root)
    {
        var limits = Lines(root, "proc/self/cgroup").Select(line => line.Split(':', 3)).SelectMany(group => group switch
        {
            ["0", "", var path] => Around(path).Select(around => $"sys/fs/cgroup{around}/memory.max"),
            [_, "memory", var path] =>
                Around(path).Select(around => $"sys/fs/cgroup/memory{around}/memory.limit_in_bytes"),
            _ => [],
        });
        return limits.Select(file => Number(Lines(root, file).FirstOrDefault() ?? "")).Min();
    }

    private static IEnumerable<string> Around(string path)
    {
        for (var group = path.TrimEnd('/'); group.Length > 0; group = group[..group.LastIndexOf('/')])
            yield return group;
        yield return "";
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string[] Lines(string root, string file)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(root, file));
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
