using Trainyard.Contracts;

namespace Trainyard.Artifacts;

/// <summary>A blob that is being written. Disposed without a commit it leaves nothing behind.</summary>
public abstract class PendingArtifact : IAsyncDisposable
{
    /// <summary>The file to write to, by whatever means: a stream, DuckDB, a native library.</summary>
    public abstract string Path { get; }

    /// <summary>Hashes, flushes and names the blob. The file must be closed.</summary>
    public abstract Task<ArtifactReference> Commit(CancellationToken cancellation = default);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
