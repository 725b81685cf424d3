using Trainyard.Contracts;

namespace Trainyard.Artifacts;

/// <summary>A blob of <see cref="FolderArtifactStore"/> that is being written.</summary>
internal sealed class PendingFile(string path, string mediaType, string schema, Func<string, string> placeOf)
    : PendingArtifact
{
    public override string Path => path;

    public override Task<ArtifactReference> Commit(CancellationToken cancellation = default) =>
        Task.Run(() => StoreFailure.Named($"store a {schema} blob", () => Store(cancellation)), cancellation);

    public override ValueTask DisposeAsync()
    {
        try
        {
            // After a commit the file is elsewhere, and there is nothing to delete.
            if (File.Exists(path))
                File.Delete(path);
        }
        catch (Exception failure) when (StoreFailure.IsOfFileSystem(failure))
        {
            // Why the work failed says more than this does; the file goes with the store, or with the next one.
        }

        return ValueTask.CompletedTask;
    }

    private ArtifactReference Store(CancellationToken cancellation)
    {
        string digest;
        long size;
        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 0))
        {
            digest = FileDigest.Of(file, cancellation);
            size = file.Length;
            file.Flush(flushToDisk: true);
        }

        var place = placeOf(digest);
        var parent = System.IO.Path.GetDirectoryName(place)!;
        if (!Directory.Exists(parent))
        {
            _ = Directory.CreateDirectory(parent);
            DurableFolder.Flush(System.IO.Path.GetDirectoryName(parent)!);
        }

        MakeReadOnly();
        Rename(place);
        DurableFolder.Flush(parent);
        return new ArtifactReference { Sha256 = digest, Size = size, MediaType = mediaType, Schema = schema };
    }

    // Replaces a blob of the same digest: the bytes are equal, or those that were there are damaged and now mended.
    private void Rename(string place)
    {
        if (OperatingSystem.IsWindows() && File.Exists(place))
            File.SetAttributes(place, FileAttributes.Normal);
        File.Move(path, place, overwrite: true);
    }

    private void MakeReadOnly()
    {
        if (OperatingSystem.IsWindows())
            File.SetAttributes(path, FileAttributes.ReadOnly);
        else
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }
}
