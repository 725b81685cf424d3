using Trainyard.Contracts;

namespace Trainyard.Artifacts;

/// <summary>
/// Blobs in a folder: <c>sha256/ab/abcdef...</c>, read only. What is being written lies under <c>pending/</c>, on the
/// same file system, so that naming a blob is one atomic rename.
/// </summary>
public sealed class FolderArtifactStore : IArtifactStore, IDisposable
{
    /// <summary>EROFS of Linux.</summary>
    private const int ReadOnlyFileSystem = 30;

    private readonly BlobFolder blobs;
    private readonly Lock opening = new();
    private PendingFolder? pending;

    /// <summary>
    /// Opens the store, makes its folder when missing, and removes what dead processes left half-written.
    /// </summary>
    /// <exception cref="ArtifactStoreException">The folder can't be made or written to. One of a file system that is
    /// read-only can be read.</exception>
    public FolderArtifactStore(ArtifactSettings settings)
    {
        blobs = new BlobFolder(settings);
        pending = StoreFailure.Named($"use the folder {blobs.Path}", () =>
        {
            try
            {
                _ = Directory.CreateDirectory(Path.Combine(blobs.Path, "sha256"));
                return PendingFolder.Open(Path.Combine(blobs.Path, "pending"));
            }
            catch (Exception failure) when (IsReadOnly(failure) && Directory.Exists(blobs.Path))
            {
                // What is there can be read still.
                return null;
            }
        });
    }

    /// <inheritdoc/>
    public PendingArtifact Create(string mediaType, string schema) =>
        new PendingFile(
            StoreFailure.Named($"write to the folder {blobs.Path}", () => Pending().NewFile()),
            mediaType, schema, blobs.PlaceOf);

    /// <inheritdoc/>
    public Task<string> Open(ArtifactReference reference, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Task.Run(() => Check(reference, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => pending?.Dispose();

    // A folder that could only be read may be written again meanwhile.
    private PendingFolder Pending()
    {
        lock (opening)
            return pending ??= PendingFolder.Open(Path.Combine(blobs.Path, "pending"));
    }

    private static bool IsReadOnly(Exception failure) =>
        failure is UnauthorizedAccessException or IOException { HResult: ReadOnlyFileSystem };

    private string Check(ArtifactReference reference, CancellationToken cancellation)
    {
        // A reference comes out of a message: only a digest may become a path.
        if (!FileDigest.IsDigest(reference.Sha256))
            throw new ArtifactMissingException(reference);
        var place = blobs.PlaceOf(reference.Sha256);
        var found = Digest(place, reference, cancellation);
        return found == reference.Sha256 ? place : throw new ArtifactDamagedException(reference, found);
    }

    /// <summary>A collection may have the blob in its trash for a moment, or for good if it died there.</summary>
    private string Digest(string place, ArtifactReference reference, CancellationToken cancellation)
    {
        for (var isAgain = false; ; isAgain = true)
        {
            if (!File.Exists(place))
                blobs.Trash.PutBack(reference.Sha256);
            try
            {
                return StoreFailure.Named($"read blob {reference.Sha256}", () => FileDigest.Of(place, cancellation));
            }
            catch (ArtifactStoreException failure) when (
                failure.InnerException is FileNotFoundException or DirectoryNotFoundException)
            {
                if (isAgain)
                    throw new ArtifactMissingException(reference);
            }
        }
    }
}
