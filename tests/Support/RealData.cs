namespace Trainyard.Support;

/// <summary>
/// The real data sets that tests and benchmarks work on: the folder that TRAINYARD_DATA names, else shared/data beside
/// the repository.
/// </summary>
internal static class RealData
{
    /// <summary>The path of a data set; null where it is absent.</summary>
    public static string? Find(string file)
    {
        if (Environment.GetEnvironmentVariable("TRAINYARD_DATA") is { Length: > 0 } folder)
            return Existing(Path.Combine(folder, file));
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Microservices.sln")))
                return Existing(Path.Combine(at.FullName, "..", "shared", "data", file));
        }
        return null;
    }

    private static string? Existing(string path) => File.Exists(path) ? path : null;
}
