using Trainyard.Pipelines;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion.FetchData;

/// <summary>
/// Finds the file that a pipeline means, and sees to it that it may be read. What it says shows the path as written.
/// </summary>
internal sealed class SourceLocation(IngestionSettings settings)
{
    /// <summary>The full path, or null after a finding.</summary>
    public string? Find(FileSource source, string? sourceFolder, Findings findings)
    {
        if (!Secrets.TryResolve(source.Path, Environment.GetEnvironmentVariable, out var path, out var problem))
            return Refuse(findings, problem, "a variable that is not set", "a variable of the environment");
        var written = path.Reveal();
        if (string.IsNullOrWhiteSpace(written) || written.Contains('\0', StringComparison.Ordinal))
            return Refuse(findings, "the source names no file", "no path", "the path of a file");
        var full = RealPath(Path.GetFullPath(written, Path.GetFullPath(sourceFolder ?? settings.DataFolder)));
        if (!IsAllowed(full))
            return Refuse(findings, "the file lies outside the folders that Ingestion may read (AllowedFolders)",
                "outside", "an allowed folder");
        if (Directory.Exists(full))
            return Refuse(findings, "this is a folder; the source should be a file", "a folder", "a file");
        if (!File.Exists(full))
            return Refuse(findings, $"the file does not exist; relative paths start at {Start(sourceFolder)}",
                "no file", "a file");
        return MayRead(full, findings) ? full : null;
    }

    private static string Start(string? sourceFolder) => sourceFolder is null
        ? "the folder of Ingestion (DataFolder), since the request names no sourceFolder"
        : "the folder of the pipeline file, the sourceFolder of the request";

    private bool MayRead(string path, Findings findings)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
            if (!file.CanSeek)
                findings.Add("this is no regular file", observed: "a device or a pipe", allowed: "a file");
            else if (file.Length == 0)
                findings.Add("the file is empty", observed: "0 bytes", allowed: "at least one row");
            else if (file.Length > settings.LargestFile)
                findings.Add(
                    $"the file is {file.Length} bytes large; at most {settings.LargestFile} are read (LargestFile)",
                    observed: $"{file.Length} bytes", allowed: $"at most {settings.LargestFile} bytes");
        }
        catch (UnauthorizedAccessException)
        {
            findings.Add("the file may not be read by Ingestion; give it the permission",
                observed: "no permission", allowed: "a file that Ingestion may read");
        }

        return !findings.Any;
    }

    private bool IsAllowed(string full) => settings.AllowedFolders.Count == 0 || settings.AllowedFolders.Any(folder =>
    {
        var allowed = Path.TrimEndingDirectorySeparator(RealPath(Path.GetFullPath(folder)));
        return full.StartsWith(allowed + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    });

    /// <summary>The path with every link followed, so that no link leads out of the allowed folders.</summary>
    private static string RealPath(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var real = root;
        foreach (var part in path[root.Length..].Split(Path.DirectorySeparatorChar,
            StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            real = Target(next) is { } target ? RealPath(target) : next;
        }

        return real;
    }

    private static string? Target(string path)
    {
        var file = new FileInfo(path);
        try
        {
            return file.LinkTarget is null ? null : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        }
        catch (IOException)
        {
            // Links that lead in a circle lead to no file, and that is said next.
            return null;
        }
    }

    private static string? Refuse(Findings findings, string what, string observed, string allowed)
    {
        findings.Add(what, observed: observed, allowed: allowed);
        return null;
    }
}
