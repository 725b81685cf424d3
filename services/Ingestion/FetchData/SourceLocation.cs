using Trainyard.Hosting;
using Trainyard.Pipelines;
using Trainyard.Pipelines.Sources;

namespace Trainyard.Ingestion.FetchData;

/// <summary>
/// Finds the file that a pipeline means, and sees to it that it may be read. What it says shows the path as written.
/// </summary>
internal sealed class SourceLocation(IngestionSettings settings, ReadableFolders folders, AllowedVariables variables)
{
    /// <summary>The full path, or null after a finding.</summary>
    public string? Find(FileSource source, string? sourceFolder, Findings findings)
    {
        if (!Secrets.TryResolve(source.Path, variables, out var path, out var problem))
            return Refuse(findings, problem);
        var written = path.Reveal();
        if (string.IsNullOrEmpty(sourceFolder))
            sourceFolder = null;
        if (string.IsNullOrWhiteSpace(written) || IsNoPath(written) || IsNoPath(sourceFolder))
            return Refuse(findings, "the source names no file", "no path", "the path of a file");
        // Before anything is made of it, or looked up.
        if (written.Length > RealPath.Longest || sourceFolder?.Length > RealPath.Longest)
            return RefuseLength(findings);
        var full = Path.GetFullPath(written, Path.GetFullPath(sourceFolder ?? settings.DataFolder));
        if (full.Length > RealPath.Longest)
            return RefuseLength(findings);
        if (RealPath.Of(full) is not { } real)
            return Refuse(findings,
                $"the path leads over more than {RealPath.MostLinks} links, or to one of more than "
                + $"{RealPath.Longest} characters", "too many links", $"at most {RealPath.MostLinks} links");
        // A variable may be a secret, and is shown to nobody.
        var shown = source.Path.Contains("${", StringComparison.Ordinal) ? source.Path : real;
        return MayLie(real, findings) && IsThere(real, shown, sourceFolder, findings) && MayRead(real, findings)
            ? real
            : null;
    }

    private static bool IsNoPath(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;

    private static string Start(string? sourceFolder) => sourceFolder is null
        ? "the folder of Ingestion (DataFolder), since the request names no sourceFolder (trainyard run: "
            + "--source-folder FOLDER)"
        : "the folder of the pipeline file, the sourceFolder of the request";

    /// <summary>Asked before whether there is such a file, which is nobody's to know.</summary>
    private bool MayLie(string path, Findings findings)
    {
        if (folders.IsForbidden(path))
            findings.Add(
                "the file is one of the yard itself or of the system, which no setting allows to read",
                observed: "forbidden", allowed: "a file of data");
        else if (!folders.IsAllowed(path))
            findings.Add(
                "the file lies outside the folders that Ingestion may read: Ingestion:DataFolder, which is the folder "
                + "that it was started in unless it is set, and Ingestion:AllowedFolders",
                observed: "outside", allowed: "an allowed folder");
        return !findings.Any;
    }

    private static bool IsThere(string path, string shown, string? sourceFolder, Findings findings)
    {
        if (Directory.Exists(path))
            findings.Add(
                "this is a folder; the source should be a file", observed: "a folder", allowed: "a file");
        else if (!File.Exists(path))
        {
            var where = $"looked for {shown} on {Environment.MachineName}; relative paths start at "
                + Start(sourceFolder);
            if (IsHidden(path))
                findings.Add(
                    "a folder above the file may not be entered by Ingestion, so whether it exists is not known: "
                    + where,
                    observed: "no permission", allowed: "folders that Ingestion may enter");
            else
                findings.Add($"the file does not exist: {where}", observed: "no file", allowed: "a file");
        }

        return !findings.Any;
    }

    /// <summary>Whether it is a missing right that hides it.</summary>
    private static bool IsHidden(string path)
    {
        try
        {
            _ = File.GetAttributes(path);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private bool MayRead(string path, Findings findings)
    {
        // To open a pipe waits for whoever writes into it, maybe for ever, and to open a device may do anything. What
        // is no regular file is 0 bytes long, which can be known without opening it.
        if (new FileInfo(path).Length == 0)
        {
            findings.Add(
                "the file is empty, or no regular file", observed: "0 bytes", allowed: "at least one row");
            return false;
        }

        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
            if (!file.CanSeek)
                findings.Add("this is no regular file", observed: "a device or a pipe", allowed: "a file");
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

    private static string? Refuse(Findings findings, SecretProblem problem) => problem.Kind switch
    {
        SecretProblemKind.NotWrittenRight =>
            Refuse(findings, problem.Message, "a secret that is not written right", "${NAME}"),
        SecretProblemKind.NotAllowed =>
            Refuse(findings, problem.Message, "a variable that is not allowed", "a variable of Secrets:Allowed"),
        SecretProblemKind.NotSet =>
            Refuse(findings, problem.Message, "a variable that is not set", "a variable of the environment"),
        _ => throw new InvalidOperationException($"A path has no problem of kind {problem.Kind}."),
    };

    private static string? RefuseLength(Findings findings) => Refuse(
        findings, $"the path has more than {RealPath.Longest} characters, its folder included",
        "a longer path", $"at most {RealPath.Longest} characters");

    private static string? Refuse(Findings findings, string what, string observed, string allowed)
    {
        findings.Add(what, observed: observed, allowed: allowed);
        return null;
    }
}
