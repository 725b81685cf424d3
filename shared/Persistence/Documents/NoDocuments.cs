namespace Trainyard.Persistence.Documents;

/// <summary>A collection that a store, which is only looked at, does not have.</summary>
internal sealed class NoDocuments<T> : IDocuments<T>
    where T : class
{
    public Task<Stored<T>?> Find(string id, CancellationToken cancellation) => Task.FromResult<Stored<T>?>(null);

    public Task<IReadOnlyList<Stored<T>>> Query(DocumentQuery query, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Stored<T>>>([]);

    public Task<IReadOnlyList<Listed<TRow>>> Rows<TRow>(DocumentQuery query, CancellationToken cancellation)
        where TRow : class => Task.FromResult<IReadOnlyList<Listed<TRow>>>([]);

    public Task<long> Count(DocumentQuery query, CancellationToken cancellation) => Task.FromResult(0L);

    public Task<bool> TryInsert(T document, CancellationToken cancellation) => throw Refusal();

    public Task<bool> TryReplace(T document, long version, CancellationToken cancellation) => throw Refusal();

    public Task<bool> Delete(string id, CancellationToken cancellation) => throw Refusal();

    public Task<bool> TryDelete(string id, long version, CancellationToken cancellation) => throw Refusal();

    private static InvalidOperationException Refusal() => new("The store is opened for reading only.");
}
