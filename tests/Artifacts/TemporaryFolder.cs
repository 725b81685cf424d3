namespace Trainyard.Artifacts.Tests;

/// <summary>A folder of its own for each test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("trainyard-artifacts-").FullName;

    public IReadOnlyList<string> Files(string part) => Directory.Exists(System.IO.Path.Combine(Path, part))
        ? [.. Directory.EnumerateFiles(System.IO.Path.Combine(Path, part), "*", SearchOption.AllDirectories)]
        : [];

    public FolderArtifactStore NewStore() => new(new ArtifactSettings { Folder = Path });

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
