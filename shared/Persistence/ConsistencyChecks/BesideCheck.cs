using System.Runtime.CompilerServices;
using Trainyard.Persistence.Documents;

namespace Trainyard.Persistence.ConsistencyChecks;

/// <summary>What lies beside each record of a collection is what the record says: lists are answered from it, and
/// records are found by it.</summary>
/// <param name="documents">The collection.</param>
/// <param name="ofBlobs">Whether the names of blobs are looked at, and not the rest.</param>
public sealed class BesideCheck<T>(IDocuments<T> documents, bool ofBlobs = false) : IConsistencyCheck
    where T : class
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<Violation> Look([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (documents is not IStoredBeside stored)
            yield break;
        await foreach (var lie in stored.Lies(ofBlobs, cancellation))
        {
            yield return new Violation(
                "record-differs-beside", lie.Id, null,
                $"Beside record '{lie.Id}' of {lie.Collection} lies what it does not say. "
                + string.Join(' ', lie.Differences),
                "Whoever may write to the store can have written it: lists and searches go by it. Bring the record "
                + "back from a backup, and look at who may write there.");
        }
    }
}
