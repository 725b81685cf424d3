namespace Trainyard.Artifacts;

/// <summary>
/// The files of <see cref="FolderArtifactStore"/>, for whoever looks after all of them: which blobs there are, how old
/// they are, and what their bytes are.
/// </summary>
public sealed class BlobFolder
{
    private readonly string folder;

    /// <summary>Names the folder; nothing is made.</summary>
    public BlobFolder(ArtifactSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentException.ThrowIfNullOrWhiteSpace(settings.Folder);
        folder = System.IO.Path.GetFullPath(settings.Folder);
        Trash = new BlobTrash(this);
    }

    /// <summary>The folder.</summary>
    public string Path => folder;

    /// <summary>Where a collection puts blobs before it removes them.</summary>
    public BlobTrash Trash { get; }

    /// <summary>All blobs, in no order. One that comes or goes meanwhile may be among them.</summary>
    /// <exception cref="ArtifactStoreException">The folder can't be read, or is not there.</exception>
    public IEnumerable<BlobFile> All()
    {
        var all = StoreFailure.Named(
            $"list the blobs in {folder}", () => Directory.GetDirectories(System.IO.Path.Combine(folder, "sha256")));
        foreach (var part in all)
        {
            var names = StoreFailure.Named($"list the blobs in {part}", () => Directory.GetFiles(part));
            foreach (var name in names.Select(System.IO.Path.GetFileName))
            {
                if (FileDigest.IsDigest(name!) && Find(name!) is { } found)
                    yield return found;
            }
        }
    }

    /// <summary>The blob of a digest, or null.</summary>
    public BlobFile? Find(string digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        if (!FileDigest.IsDigest(digest))
            return null;
        var file = new FileInfo(PlaceOf(digest));
        return file.Exists ? new BlobFile(digest, file.Length, file.LastWriteTimeUtc) : null;
    }

    /// <summary>The digest of a blob's bytes, as they are now.</summary>
    /// <exception cref="ArtifactStoreException">The blob can't be read, or is gone.</exception>
    public string DigestOf(BlobFile blob, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(blob);
        return StoreFailure.Named(
            $"read blob {blob.Digest}", () => FileDigest.Of(PlaceOf(blob.Digest), cancellation));
    }

    /// <summary>Makes sure that a blob which is not found is not there, rather than the whole folder.</summary>
    /// <exception cref="ArtifactStoreException">The folder can't be read, or is not there.</exception>
    public void Demand() =>
        _ = StoreFailure.Named(
            $"list the blobs in {folder}", () => Directory.GetDirectories(System.IO.Path.Combine(folder, "sha256")));

    internal string PlaceOf(string digest) => System.IO.Path.Combine(folder, "sha256", digest[..2], digest);
}

/// <summary>A blob as a file.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Size">Bytes.</param>
/// <param name="WrittenAt">When its last byte was written, UTC. Storing the same content again makes it new.</param>
public sealed record BlobFile(string Digest, long Size, DateTimeOffset WrittenAt);
