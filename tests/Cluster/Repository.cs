namespace Trainyard.Cluster.Tests;

/// <summary>Where the built services and the samples lie.</summary>
internal static class Repository
{
    /// <summary>This program, which is some services that only tests have.</summary>
    public const string Tests = "Tests";

    private static readonly string Root = Find();

    /// <summary>The program of a service, the command <c>Trainyard</c>, or <see cref="Tests"/>, built as these tests
    /// are.</summary>
    public static string Program(string service)
    {
        if (service == Tests)
            return typeof(Repository).Assembly.Location;
        // tests/Cluster/bin/Debug/net10.0 -> services/Training/bin/Debug/net10.0
        var ours = Path.GetRelativePath(Path.Combine(Root, "tests", "Cluster"), AppContext.BaseDirectory);
        var file = service == "Trainyard" ? "trainyard.dll" : $"Trainyard.{service}.dll";
        return Path.Combine(Root, "services", service, ours, file);
    }

    /// <summary>The folder of the samples, which services are allowed to read.</summary>
    public static string Samples { get; } = Path.Combine(Root, "shared", "samples");

    public static string Sample(string name) => Path.Combine(Samples, name);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Microservices.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
