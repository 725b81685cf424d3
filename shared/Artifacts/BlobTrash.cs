namespace Trainyard.Artifacts;

/// <summary>
/// Where a collection puts blobs before it removes them: on the same file system, so that each way is one rename. A
/// blob in the trash is out of sight, and comes back when somebody opens it.
/// </summary>
public sealed class BlobTrash
{
    private readonly BlobFolder blobs;
    private readonly string folder;

    internal BlobTrash(BlobFolder blobs) =>
        (this.blobs, folder) = (blobs, Path.Combine(blobs.Path, "trash"));

    /// <summary>What is in the trash; after a collection that died, what it left there.</summary>
    public IReadOnlyList<BlobFile> Content => StoreFailure.Named<IReadOnlyList<BlobFile>>("list the trash", () =>
        Directory.Exists(folder)
            ?
            [
                .. new DirectoryInfo(folder).GetFiles().Where(file => FileDigest.IsDigest(file.Name))
                    .Select(file => new BlobFile(file.Name, file.Length, file.LastWriteTimeUtc)),
            ]
            : []);

    /// <summary>Puts a blob into the trash, as it is at that moment: gives what is there then, which is newer than
    /// what was seen before when somebody stored the same content meanwhile. Null when it is gone.</summary>
    public BlobFile? Discard(string digest) => StoreFailure.Named("move a blob to the trash", () =>
    {
        _ = Directory.CreateDirectory(folder);
        return Try(() => File.Move(blobs.PlaceOf(digest), Path.Combine(folder, digest), overwrite: true))
            ? Find(digest)
            : null;
    });

    /// <summary>The blob of a digest in the trash, or null.</summary>
    public BlobFile? Find(string digest)
    {
        var file = new FileInfo(Path.Combine(folder, digest));
        return file.Exists ? new BlobFile(digest, file.Length, file.LastWriteTimeUtc) : null;
    }

    /// <summary>Puts a blob back; one that was stored again meanwhile stays, since it is newer.</summary>
    public void PutBack(string digest) => StoreFailure.Named("take a blob out of the trash", () =>
    {
        var place = blobs.PlaceOf(digest);
        try
        {
            _ = Try(() => FreeName.Take(Path.Combine(folder, digest), place));
        }
        catch (IOException) when (File.Exists(place))
        {
            Remove(digest);
        }

        return true;
    });

    /// <summary>Removes what is in the trash for good; false when it is gone.</summary>
    public bool Remove(string digest) => StoreFailure.Named("remove a blob", () =>
    {
        var file = new FileInfo(Path.Combine(folder, digest));
        if (!file.Exists)
            return false;
        if (OperatingSystem.IsWindows())
            file.Attributes = FileAttributes.Normal;
        file.Delete();
        return true;
    });

    private static bool Try(Action move)
    {
        try
        {
            move();
            return true;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            // Somebody else was quicker, with either way.
            return false;
        }
    }
}
