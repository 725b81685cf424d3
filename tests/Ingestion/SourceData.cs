namespace Trainyard.Ingestion.Tests;

/// <summary>The real data sets, where they are there.</summary>
internal static class SourceData
{
    public static string Folder { get; } = Find();

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("TRAINYARD_DATA") is { Length: > 0 } folder)
            return folder;
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Microservices.sln")))
            at = at.Parent;
        return at is null ? "" : Path.GetFullPath(Path.Combine(at.FullName, "..", "shared", "data"));
    }

    public static void Need(string file)
    {
        if (!File.Exists(Path.Combine(Folder, file)))
            Assert.Skip($"The real data set {file} is not on this machine; TRAINYARD_DATA names its folder.");
    }
}
