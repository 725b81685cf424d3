using Trainyard.Artifacts;
using Trainyard.Contracts;

namespace Trainyard.DeadLetters;

/// <summary>Keeps the bodies that are too large for a document as blobs.</summary>
internal sealed class DeadBodies(IArtifactStore artifacts, DeadLetterSettings settings)
{
    private const string MediaType = "application/octet-stream";
    private const string Schema = "dead-body/1";

    /// <summary>The blob of a body; null where the document has room for it.</summary>
    public async Task<ArtifactReference?> Keep(byte[] body, CancellationToken cancellation) =>
        body.Length <= settings.LargestInline
            ? null
            : await artifacts.Put(body, MediaType, Schema, cancellation);

    /// <summary>The body, wherever it is.</summary>
    public async Task<byte[]> Read(DeadLetter letter, CancellationToken cancellation) =>
        letter.Blob is { } blob ? await artifacts.Read(blob, cancellation) : letter.Body;
}
