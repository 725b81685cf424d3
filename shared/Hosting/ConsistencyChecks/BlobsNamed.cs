using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Persistence.ConsistencyChecks;

namespace Trainyard.Hosting.ConsistencyChecks;

/// <summary>Says which blobs that a record names are not there.</summary>
public sealed class BlobsNamed(BlobFolder blobs)
{
    /// <summary>A violation for each blob that is missing or has another size.</summary>
    /// <param name="kind">See <see cref="Violation.Kind"/>.</param>
    /// <param name="id">The id of the record.</param>
    /// <param name="since">When the record was made.</param>
    /// <param name="record">What the record is, as a sentence begins.</param>
    /// <param name="references">The blobs it names, by what they are to it.</param>
    public IEnumerable<Violation> Missing(
        string kind, string id, DateTimeOffset since, string record,
        params IEnumerable<(string Name, ArtifactReference Blob)> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        foreach (var (name, blob) in references)
        {
            // What a collection that died left in the trash comes back when it is asked for.
            if ((blobs.Find(blob.Sha256) ?? blobs.Trash.Find(blob.Sha256)) is { } found && found.Size == blob.Size)
                continue;
            blobs.Demand();
            yield return new Violation(
                kind, id, since, $"{record} names blob {blob.Sha256} as its {name}, and the artifact store has no such "
                + $"blob of {blob.Size} bytes.",
                "Put the blob back from a backup, or run again what made it: the same inputs and seed give the same "
                + "blob.");
        }
    }
}
