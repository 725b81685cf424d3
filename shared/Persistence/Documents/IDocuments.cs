namespace Trainyard.Persistence.Documents;

/// <summary>
/// A collection of JSON documents with an id, a version and a few indexed fields. Every write changes one document,
/// atomically; nothing here needs a transaction, so a file and every kind of MongoDB server do.
/// </summary>
/// <typeparam name="T">The document: a record that System.Text.Json reads and writes.</typeparam>
public interface IDocuments<T>
    where T : class
{
    /// <summary>The document with this id, or null.</summary>
    Task<Stored<T>?> Find(string id, CancellationToken cancellation = default);

    /// <summary>Stores a new document; false when the id, or the value of a unique index, is taken.</summary>
    Task<bool> TryInsert(T document, CancellationToken cancellation = default);

    /// <summary>Replaces the document where it still has this version; false when it was changed or deleted meanwhile.
    /// </summary>
    /// <exception cref="DuplicateValueException">Another document has the value of a unique index.</exception>
    Task<bool> TryReplace(T document, long version, CancellationToken cancellation = default);

    /// <summary>Documents that meet every condition, in the order asked for.</summary>
    Task<IReadOnlyList<Stored<T>>> Query(DocumentQuery query, CancellationToken cancellation = default);

    /// <summary>The same, of each document only what a list shows: see
    /// <see cref="DocumentCollection{T}.Row"/>.</summary>
    /// <typeparam name="TRow">What the collection says a list shows.</typeparam>
    Task<IReadOnlyList<Listed<TRow>>> Rows<TRow>(DocumentQuery query, CancellationToken cancellation = default)
        where TRow : class;

    /// <summary>How many documents meet every condition; order, limit and what is to be passed over do not
    /// count.</summary>
    Task<long> Count(DocumentQuery query, CancellationToken cancellation = default);

    /// <summary>Removes the document; false when there was none.</summary>
    Task<bool> Delete(string id, CancellationToken cancellation = default);

    /// <summary>Removes the document where it still has this version; false when it was changed or deleted
    /// meanwhile.</summary>
    Task<bool> TryDelete(string id, long version, CancellationToken cancellation = default);
}

/// <summary>A document and its version: 1 when inserted, one more with each replacement.</summary>
public sealed record Stored<T>(T Document, long Version)
    where T : class
{
    /// <summary>Where it is in the list that it was asked for in; null where it was asked for by its id.</summary>
    public DocumentCursor? Cursor { get; init; }
}

/// <summary>What a list shows of a document, and where it is in it.</summary>
public sealed record Listed<TRow>(TRow Row, DocumentCursor Cursor)
    where TRow : class;
