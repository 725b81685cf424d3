using System.Xml.Linq;
using Trainyard.Cli.Yards;

namespace Trainyard.Architecture.Tests;

/// <summary>The source as it lies on disk, without what building left behind.</summary>
internal static class Repository
{
    /// <summary>The services that are a process of their own in a cluster.</summary>
    public static readonly string[] Services = [.. AllServices.Manifest.Select(service => service.Name)];

    private static readonly string[] Tops = ["services", "shared", "tests"];

    public static string Root { get; } = Find();

    /// <summary>Source files below a folder, as paths from the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(Relative).Where(IsSource).Order(StringComparer.Ordinal);

    public static IEnumerable<string> Folders() =>
        Tops.Select(top => Path.Combine(Root, top))
            .SelectMany(top => Directory.EnumerateDirectories(top, "*", SearchOption.AllDirectories))
            .Select(Relative).Where(IsSource).Order(StringComparer.Ordinal);

    public static IEnumerable<string> Code() => Tops.SelectMany(top => Files(top, "*.cs"));

    public static IEnumerable<string> Projects() => Tops.SelectMany(top => Files(top, "*.csproj"));

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    public static XDocument Xml(string path) => XDocument.Load(Path.Combine(Root, path));

    /// <summary>The values of an attribute of all elements of a name, for example of each ProjectReference.</summary>
    public static IEnumerable<string> Values(string path, string element, string attribute) =>
        Xml(path).Descendants(element).Attributes(attribute).Select(value => value.Value);

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static bool IsSource(string path) =>
        !path.Split('/').Any(part => part is "bin" or "obj" || part.StartsWith('.'));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Microservices.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
