using Trainyard.Contracts;

namespace Trainyard.Artifacts;

/// <summary>Small blobs, whole.</summary>
public static class ArtifactStoreExtensions
{
    /// <summary>Stores bytes.</summary>
    public static async Task<ArtifactReference> Put(
        this IArtifactStore store, ReadOnlyMemory<byte> bytes, string mediaType, string schema,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        await using var pending = store.Create(mediaType, schema);
        try
        {
            await File.WriteAllBytesAsync(pending.Path, bytes, cancellation);
        }
        catch (Exception failure) when (StoreFailure.IsOfFileSystem(failure))
        {
            throw new ArtifactStoreException($"write a {schema} blob of {bytes.Length} bytes", failure);
        }

        return await pending.Commit(cancellation);
    }

    /// <summary>Reads a blob whole.</summary>
    public static async Task<byte[]> Read(
        this IArtifactStore store, ArtifactReference reference, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return await File.ReadAllBytesAsync(await store.Open(reference, cancellation), cancellation);
    }
}
