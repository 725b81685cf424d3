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
}
