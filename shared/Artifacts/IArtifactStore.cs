using Trainyard.Contracts;

namespace Trainyard.Artifacts;

/// <summary>
/// Blobs by their content. A blob is written beside its place, hashed, flushed to disk and renamed; read back, it is
/// hashed again. Two writers of the same bytes do no harm.
/// </summary>
public interface IArtifactStore
{
    /// <summary>
    /// A new file to write a blob into; nothing of it is visible before <see cref="PendingArtifact.Commit"/>.
    /// </summary>
    PendingArtifact Create(string mediaType, string schema);

    /// <summary>
    /// The blob as a file whose digest was just checked. Read only, and valid for as long as the blob is.
    /// </summary>
    /// <exception cref="ArtifactMissingException">No blob has this digest.</exception>
    /// <exception cref="ArtifactDamagedException">The bytes are not those that were stored.</exception>
    Task<string> Open(ArtifactReference reference, CancellationToken cancellation = default);
}
