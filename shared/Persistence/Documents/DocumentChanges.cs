namespace Trainyard.Persistence.Documents;

/// <summary>Changes that depend on what is there.</summary>
public static class DocumentChanges
{
    /// <summary>
    /// Changes a document, or stores the first one, however many others do the same: what is read, decided and written
    /// is one step. Not for collections with a unique index, where a value can stay taken for ever.
    /// </summary>
    /// <param name="documents">The collection.</param>
    /// <param name="id">The id.</param>
    /// <param name="change">
    /// Gets what is there, or null, and gives what should be, or null to leave it. Called again when another writer was
    /// quicker.
    /// </param>
    /// <param name="cancellation">Ends the attempts.</param>
    /// <returns>What is there now.</returns>
    public static async Task<Stored<T>?> Change<T>(
        this IDocuments<T> documents, string id, Func<T?, T?> change, CancellationToken cancellation = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(change);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var stored = await documents.Find(id, cancellation);
            if (change(stored?.Document) is not { } changed) return stored;
            var isWritten = stored is null
                ? await documents.TryInsert(changed, cancellation)
                : await documents.TryReplace(changed, stored.Version, cancellation);
            if (isWritten) return new Stored<T>(changed, (stored?.Version ?? 0) + 1);
        }
    }
}
