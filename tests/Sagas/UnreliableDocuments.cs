using Trainyard.Persistence.Documents;

namespace Trainyard.Sagas.Tests;

/// <summary>Documents whose next replacements fail: before they are done, or after.</summary>
internal sealed class UnreliableDocuments(IDocuments<Tally> inner) : IDocuments<Tally>
{
    public int FailBefore { get; set; }

    public int FailAfter { get; set; }

    public Task<Stored<Tally>?> Find(string id, CancellationToken cancellation) => inner.Find(id, cancellation);

    public Task<bool> TryInsert(Tally document, CancellationToken cancellation) =>
        inner.TryInsert(document, cancellation);

    public async Task<bool> TryReplace(Tally document, long version, CancellationToken cancellation)
    {
        if (FailBefore-- > 0)
            throw new IOException("The store is away.");
        var isReplaced = await inner.TryReplace(document, version, cancellation);
        return FailAfter-- > 0 ? throw new IOException("The connection broke.") : isReplaced;
    }

    public Task<IReadOnlyList<Stored<Tally>>> Query(DocumentQuery query, CancellationToken cancellation) =>
        inner.Query(query, cancellation);

    public Task<IReadOnlyList<Listed<TRow>>> Rows<TRow>(DocumentQuery query, CancellationToken cancellation)
        where TRow : class => inner.Rows<TRow>(query, cancellation);

    public Task<long> Count(DocumentQuery query, CancellationToken cancellation) => inner.Count(query, cancellation);

    public Task<bool> Delete(string id, CancellationToken cancellation) => inner.Delete(id, cancellation);

    public Task<bool> TryDelete(string id, long version, CancellationToken cancellation) =>
        inner.TryDelete(id, version, cancellation);
}
