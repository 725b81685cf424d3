using System.Security.Cryptography;

namespace Trainyard.Cluster.Tests.Chaos.DiskFull;

/// <summary>The files under the artifacts: every blob must have the digest that its name says.</summary>
internal sealed class ArtifactFiles(string folder)
{
    private readonly HashSet<(string Path, DateTime Written)> _whole = [];

    public int Torn { get; private set; }

    /// <summary>Looks at what came since the last look.</summary>
    public void Look()
    {
        foreach (var blob in Blobs())
        {
            if (!_whole.Add((blob.FullName, blob.LastWriteTimeUtc)))
                continue;
            if (Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(blob.FullName))) != blob.Name)
                Torn++;
        }
    }

    /// <summary>The sizes of all blobs, smallest first.</summary>
    public IReadOnlyList<long> Sizes() => [.. Blobs().Select(blob => blob.Length).Order()];

    private FileInfo[] Blobs() =>
        new DirectoryInfo(Path.Combine(folder, "sha256")).GetFiles("*", SearchOption.AllDirectories);

    /// <summary>What is still being written, though no run is under way.</summary>
    public int Pending() => new DirectoryInfo(Path.Combine(folder, "pending"))
        .GetDirectories().Sum(writer => writer.GetFileSystemInfos().Length);
}
