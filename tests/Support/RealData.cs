namespace Trainyard.Support;

/// <summary>
/// The real data sets that tests and benchmarks work on: the folder that TRAINYARD_DATA names, else shared/data beside
/// the repository.
/// </summary>
public static class RealData
{
    /// <summary>The folder of the repository, which holds what is built.</summary>
    public static string Repository
    {
        get
        {
            var at = new DirectoryInfo(AppContext.BaseDirectory);
            while (at is not null && !File.Exists(Path.Combine(at.FullName, "Microservices.sln")))
                at = at.Parent;
            return at?.FullName
                ?? throw new InvalidOperationException("This is not run from a build of the repository.");
        }
    }

    /// <summary>The path of a data set; null where it is absent.</summary>
    public static string? Find(string file)
    {
        var folder = Environment.GetEnvironmentVariable("TRAINYARD_DATA");
        var path =
            Path.Combine(folder is { Length: > 0 } ? folder : Path.Combine(Repository, "..", "shared", "data"), file);
        return File.Exists(path) ? path : null;
    }
}
