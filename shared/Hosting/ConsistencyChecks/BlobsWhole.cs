using System.Runtime.CompilerServices;
using Trainyard.Artifacts;
using Trainyard.Persistence.ConsistencyChecks;

namespace Trainyard.Hosting.ConsistencyChecks;

/// <summary>Every blob has the bytes that its name says. Reads all of them.</summary>
internal sealed class BlobsWhole(BlobFolder blobs) : IConsistencyCheck
{
    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var blob in blobs.All())
        {
            // On the pool: whoever prints, or is told to stop, need not wait for a large blob.
            var digest = await Task.Run(() => blobs.DigestOf(blob, cancellation), cancellation);
            if (digest != blob.Digest)
            {
                yield return new Violation(
                    "damaged-blob", blob.Digest, blob.WrittenAt,
                    $"The bytes of blob {blob.Digest} have digest {digest}.",
                    "Whoever reads it is refused. Put it back from a backup, or run again what made it: storing the "
                    + "same content mends it.");
            }
        }
    }
}
