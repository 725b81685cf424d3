using System.CommandLine;
using Trainyard.Cli.Yards;

namespace Trainyard.Cli.Terminal;

/// <summary>How this command was called, so that what it prints can be pasted.</summary>
internal static class Invocation
{
    /// <summary>Files that are links of a project to its build folder are followed no further up than this.</summary>
    private const int MostLevels = 4;

    /// <summary>What calls this command from the folder that the process was started in: <c>dotnet run</c> from the
    /// build folder of the project, the program as it was named, or the name alone where it is installed.</summary>
    public static string Command { get; } = Of(Environment.ProcessPath, Environment.GetCommandLineArgs()[0]);

    /// <summary>See <see cref="Command"/>.</summary>
    /// <param name="process">The program of the process.</param>
    /// <param name="program">The first of its arguments.</param>
    internal static string Of(string? process, string program)
    {
        if (process is null || Path.GetFileNameWithoutExtension(process) == "dotnet")
            return $"dotnet {Word(FromHere(program))}";
        if (ProjectOf(process) is { } project)
            return $"dotnet run --project {Word(FromHere(project))} --";
        var name = Path.GetFileName(process);
        if (IsOnPath(process, name))
            return name;
        var path = FromHere(process);
        return Word(path.Contains('/') ? path : "./" + path);
    }

    /// <summary>A path that is shorter from here, or else the whole.</summary>
    private static string FromHere(string path)
    {
        var full = Path.GetFullPath(path);
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), full);
        return relative.Length < full.Length ? relative : full;
    }

    private static string? ProjectOf(string process)
    {
        var folder = Path.GetDirectoryName(process);
        for (var level = 0; level < MostLevels && folder is not null; level++)
        {
            if (File.Exists(Path.Combine(folder, "Trainyard.csproj")))
                return folder;
            folder = Path.GetDirectoryName(folder);
        }

        return null;
    }

    private static bool IsOnPath(string process, string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => Path.Combine(folder, name) is var there && File.Exists(there)
                && Path.GetFullPath(File.ResolveLinkTarget(there, true)?.FullName ?? there) == process);

    /// <summary>The options that say which yard, as they were given, each with a space before it; nothing where none
    /// were.</summary>
    public static string SameYard(ParseResult parsed) => string.Concat(
        new Option<string?>[]
            {
                YardOptions.Server, YardOptions.KeyFile, YardOptions.Data!, StoreOptions.Data!,
            }
            .Where(option => parsed.GetResult(option) is { Implicit: false })
            .Select(option => $" {option.Name} {Word(parsed.GetValue(option) ?? "")}"));

    /// <summary>Text as one word of a POSIX shell, quoted only where it must be.</summary>
    public static string Word(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "/._:-".Contains(c, StringComparison.Ordinal))
            ? text
            : Quote(text);

    /// <summary>Text as one word of a POSIX shell.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
