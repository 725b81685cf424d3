using Trainyard.Persistence.Documents;

namespace Trainyard.Sagas.Tests;

/// <summary>Documents whose next replacements fail, before they are done or after, or whose next insertions
/// do.</summary>
internal sealed class UnreliableDocuments<T>(IDocuments<T> inner) : IDocuments<T>
    where T : class
{
    public int FailInsert { get; set; }

    public int FailBefore { get; set; }

    public int FailAfter { get; set; }

    public Task<Stored<T>?> Find(string id, CancellationToken cancellation) => inner.Find(id, cancellation);

    public Task<bool> TryInsert(T document, CancellationToken cancellation) =>
        FailInsert-- > 0
            ? throw new IOException("The store is away.")
            : inner.TryInsert(document, cancellation);

    public async Task<bool> TryReplace(T document, long version, CancellationToken cancellation)
    {
        if (FailBefore-- > 0)
            throw new IOException("The store is away.");
        var isReplaced = await inner.TryReplace(document, version, cancellation);
        return FailAfter-- > 0 ? throw new IOException("The connection broke.") : isReplaced;
    }

    public Task<IReadOnlyList<Stored<T>>> Query(DocumentQuery query, CancellationToken cancellation) =>
        inner.Query(query, cancellation);

    public Task<IReadOnlyList<Listed<TRow>>> Rows<TRow>(DocumentQuery query, CancellationToken cancellation)
        where TRow : class => inner.Rows<TRow>(query, cancellation);

    public Task<long> Count(DocumentQuery query, CancellationToken cancellation) => inner.Count(query, cancellation);

    public Task<bool> Delete(string id, CancellationToken cancellation) => inner.Delete(id, cancellation);

    public Task<bool> TryDelete(string id, long version, CancellationToken cancellation) =>
        inner.TryDelete(id, version, cancellation);
}
