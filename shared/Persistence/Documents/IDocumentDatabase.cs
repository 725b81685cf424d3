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
    /// The blobs that each document of each collection names, also of collections that nothing here has asked for, as
    /// they were written beside it; once for each document that names any. Not at one moment: a document that is there
    /// from beginning to end is seen; one that comes or goes meanwhile may be. Collections are read in the order of
    /// their names: what moves from one to another is seen where the other's name comes later.
    /// </summary>
    /// <exception cref="DatabaseMissingException">There is no such database, or nothing was ever stored in it.
    /// </exception>
    IAsyncEnumerable<IReadOnlyList<string>> BlobNames(CancellationToken cancellation = default);
}
