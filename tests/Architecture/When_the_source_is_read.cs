using System.Text.RegularExpressions;

namespace Trainyard.Architecture.Tests;

public sealed partial class When_the_source_is_read
{
    private static readonly string[] Drawers = ["Helpers", "Services", "Interfaces", "Utils"];

    [Fact]
    public void Should_be_no_wider_than_a_line_of_120()
    {
        string[] wide =
        [
            .. Repository.Code().SelectMany(path => Repository.Lines(path).Select((line, index) => (path, line, index)))
                .Where(at => at.line.Length > 120).Select(at => $"{at.path}:{at.index + 1} ({at.line.Length})"),
        ];

        Assert.True(wide.Length == 0, $"{wide.Length} lines are too wide:\n{string.Join('\n', wide)}");
    }

    [Fact]
    public void Should_be_no_longer_than_a_file_of_300() =>
        None(Repository.Code().Where(path => Repository.Lines(path).Length > 300), "is longer than 300 lines");

    /// <summary>Contracts have one namespace, which is wire format.</summary>
    [Fact]
    public void Should_have_the_namespace_of_its_folder()
    {
        var roots = Repository.Projects().ToDictionary(path => Folder(path), RootNamespace, StringComparer.Ordinal);

        string[] wrong =
        [
            .. from path in Repository.Code()
               let declared = Repository.Lines(path).Select(line => Namespace().Match(line))
                   .FirstOrDefault(match => match.Success)?.Groups["name"].Value
               let project = ProjectOf(path, roots)
               where declared is not null && project is not null
               let below = project == "shared/Contracts" ? "" : Folder(path)[project.Length..].Replace('/', '.')
               where declared != roots[project] + below
               select $"{path} ({declared}, not {roots[project]}{below})",
        ];

        None(wrong, "has another namespace than its folder");
    }

    [Fact]
    public void Should_open_with_a_program_of_15_lines() => None(
        Repository.Files("services", "Program.cs").Where(path => Repository.Lines(path).Length > 15),
        "is longer than a table of contents, 15 lines");

    [Fact]
    public void Should_name_folders_for_what_they_do() => None(
        Repository.Folders().Where(path => Drawers.Contains(path.Split('/')[^1], StringComparer.OrdinalIgnoreCase)),
        "is a drawer, no capability");

    [Fact]
    public void Should_keep_versions_in_one_file() => None(
        Repository.Projects().Where(path => Repository.Values(path, "PackageReference", "Version")
            .Concat(Repository.Values(path, "PackageReference", "VersionOverride")).Any()),
        "has a package version; Directory.Packages.props is the place");

    [Fact]
    public void Should_keep_project_files_short() => None(
        Repository.Projects().Where(path => Repository.Lines(path).Length > 20),
        "is longer than 20 lines");

    [Fact]
    public void Should_keep_consumers_to_40_lines()
    {
        string[] consumers = [.. Repository.Code().SelectMany(Consumers)];

        Assert.NotEmpty(consumers);
        None(consumers.Where(consumer => consumer.EndsWith('!')), "does more than unpack, call and publish");
    }

    [Fact]
    public void Should_wait_for_nothing_to_be_done_later() => None(
        Repository.Code().Where(path => Repository.Lines(path).Any(line => Unfinished().IsMatch(line))),
        "has an unfinished note");

    /// <summary>The consumers of a file, those that are too long with a mark behind.</summary>
    private static IEnumerable<string> Consumers(string path)
    {
        var lines = Repository.Lines(path);
        for (var first = 0; first < lines.Length; first++)
        {
            if (!Consumer().IsMatch(lines[first] + (first + 1 < lines.Length ? lines[first + 1] : ""))) continue;

            var length = Array.IndexOf(lines, "}", first) - first + 1;
            yield return $"{path}:{first + 1}{(length > 40 ? $" ({length} lines)!" : "")}";
        }
    }

    private static string Folder(string path) => Path.GetDirectoryName(path)!.Replace('\\', '/');

    private static string? ProjectOf(string path, Dictionary<string, string> roots)
    {
        var folder = Folder(path);
        while (folder.Length > 0 && !roots.ContainsKey(folder)) folder = Folder(folder);
        return folder.Length > 0 ? folder : null;
    }

    private static string RootNamespace(string project) =>
        Repository.Xml(project).Descendants("RootNamespace").FirstOrDefault()?.Value
        ?? $"Trainyard.{Path.GetFileNameWithoutExtension(project)}";

    private static void None(IEnumerable<string> wrong, string why)
    {
        var found = string.Join('\n', wrong);
        Assert.True(found.Length == 0, $"Each of these {why}:\n{found}");
    }

    [GeneratedRegex(@"\bclass \w+(<\w+>)?(\(.*\))?\s*:.*\bIConsumer<")]
    private static partial Regex Consumer();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"//.*[^(|]\b(TODO|FIXME)\b")]
    private static partial Regex Unfinished();
}
