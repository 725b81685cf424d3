namespace Trainyard.Persistence.Documents;

/// <summary>The documents of one service. Several processes may share one database.</summary>
public interface IDocumentDatabase : IAsyncDisposable
{
    /// <summary>
    /// A collection, with its indexes. An index that was added since is filled from the documents that are there; an
    /// index may not change what its field means, only whether it is unique.
    /// </summary>
    IDocuments<T> Collection<T>(DocumentCollection<T> collection)
        where T : class;

    /// <summary>Returns when the store answers, and fails when it does not.</summary>
    Task Ping(CancellationToken cancellation = default);

    /// <summary>
    /// Every document of every collection that the store holds, also of those that nothing here has asked for. Not at
    /// one moment: a document that is there from beginning to end is seen; one that comes or goes meanwhile may be.
    /// </summary>
    /// <exception cref="DatabaseMissingException">There is no such database, or nothing was ever stored in it.
    /// </exception>
    IAsyncEnumerable<StoredBody> Everything(CancellationToken cancellation = default);
}
