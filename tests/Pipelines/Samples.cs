using Trainyard.Pipelines.Grammar;

namespace Trainyard.Pipelines.Tests;

/// <summary>The pipeline files that newcomers see.</summary>
internal static class Samples
{
    public static string Root { get; } = FindRoot();

    public static TheoryData<string> Names =>
    [
        .. Directory.GetDirectories(Path.Combine(Root, "shared", "samples"))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    public static string Text(string name) =>
        File.ReadAllText(Path.Combine(Root, "shared", "samples", name, "pipeline.yaml"));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Microservices.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException(
            "Tests run inside a clone, and Microservices.sln was found nowhere above.");
    }
}
