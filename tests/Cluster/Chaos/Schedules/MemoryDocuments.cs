using Trainyard.Persistence.Documents;

namespace Trainyard.Cluster.Tests.Chaos.Schedules;

/// <summary>Documents in memory, as JSON like everywhere: thousands of runs are played in seconds.</summary>
internal sealed class MemoryDocuments<T>(DocumentCollection<T> collection, PlayedStore store) : IDocuments<T>
    where T : class
{
    private readonly Lock _one = new();
    private readonly Dictionary<string, (byte[] Json, long Version)> _stored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object?[]> _indexed = new(StringComparer.Ordinal);

    /// <summary>All there are, for the test: also while the store is away.</summary>
    public IReadOnlyList<T> All
    {
        get
        {
            lock (_one) return [.. _stored.Values.Select(stored => DocumentJson.Read<T>(stored.Json))];
        }
    }

    public void Clear()
    {
        lock (_one)
        {
            _stored.Clear();
            _indexed.Clear();
        }
    }

    public Task<Stored<T>?> Find(string id, CancellationToken cancellation = default) =>
        Ask(() => _stored.ContainsKey(id) ? Read(id) : null);

    public Task<bool> TryInsert(T document, CancellationToken cancellation = default) =>
        Ask(() => TryInsert(document));

    public Task<bool> TryReplace(T document, long version, CancellationToken cancellation = default) =>
        Ask(() => TryReplace(document, version));

    public Task<IReadOnlyList<Stored<T>>> Query(DocumentQuery query, CancellationToken cancellation = default) =>
        Ask(() => Query(query));

    public async Task<IReadOnlyList<Listed<TRow>>> Rows<TRow>(
        DocumentQuery query, CancellationToken cancellation = default)
        where TRow : class =>
        [.. (await Query(query, cancellation)).Select(found => new Listed<TRow>(
            (TRow)collection.Row!(found.Document), found.Cursor!))];

    public Task<long> Count(DocumentQuery query, CancellationToken cancellation = default) =>
        Ask(() => (long)Found(query).Count());

    public Task<bool> Delete(string id, CancellationToken cancellation = default) => Ask(() => Delete(id));

    public Task<bool> TryDelete(string id, long version, CancellationToken cancellation = default) =>
        Ask(() => _stored.TryGetValue(id, out var stored) && stored.Version == version && Delete(id));

    private Task<TAnswer> Ask<TAnswer>(Func<TAnswer> ask)
    {
        if (store.Fails())
            return Task.FromException<TAnswer>(new StoreAwayException());
        // Workers ask from threads of their own.
        lock (_one) return Task.FromResult(ask());
    }

    private bool TryInsert(T document)
    {
        var id = CollectionRules.CheckedId(collection, document);
        if (_stored.ContainsKey(id) || IsTaken(id, document))
            return false;
        Write(id, document, version: 1);
        return true;
    }

    private bool TryReplace(T document, long version)
    {
        var id = CollectionRules.CheckedId(collection, document);
        if (!_stored.TryGetValue(id, out var stored) || stored.Version != version)
            return false;
        if (IsTaken(id, document))
            throw new DuplicateValueException(collection.Name, new InvalidOperationException("taken"));
        Write(id, document, version + 1);
        return true;
    }

    private IReadOnlyList<Stored<T>> Query(DocumentQuery query)
    {
        var found = Found(query);
        var sorted = query.OrderBy is { } field
            ? found.OrderBy(id => Value(id, field) as IComparable).ThenBy(id => id, StringComparer.Ordinal)
            : found.Order(StringComparer.Ordinal);
        var all = (query.Descending ? sorted.Reverse() : sorted).ToList();
        var begin = query.After is { } after ? all.IndexOf(after.Id) + 1 : 0;
        var page = all.Skip(begin + query.Skip).Take(query.Limit);
        return
        [
            .. page.Select(id => Read(id) with
            {
                Cursor = new DocumentCursor(query.OrderBy is { } order ? Value(id, order) : null, id),
            }),
        ];
    }

    private bool Delete(string id) => _stored.Remove(id) & _indexed.Remove(id);

    private IEnumerable<string> Found(DocumentQuery query) =>
        _stored.Keys.Where(id => query.Where.All(condition => Meets(id, condition)));

    private Stored<T> Read(string id) => new(DocumentJson.Read<T>(_stored[id].Json), _stored[id].Version);

    private void Write(string id, T document, long version)
    {
        _stored[id] = (DocumentJson.Write(document), version);
        _indexed[id] =
            [.. collection.Indexes.Select(index => CollectionRules.IndexValue(index.Value(document)))];
    }

    private bool IsTaken(string id, T document) => collection.Indexes.Any(index =>
        index.IsUnique
        && CollectionRules.IndexValue(index.Value(document)) is { } value
        && _stored.Keys.Any(other => other != id && value.Equals(Value(other, index.Field))));

    private bool Meets(string id, DocumentCondition condition)
    {
        var (value, wanted) = (Value(id, condition.Field), CollectionRules.IndexValue(condition.Value));
        return condition.Comparison switch
        {
            Comparison.Equal => Equals(value, wanted),
            Comparison.AtMost => value is IComparable low && low.CompareTo(wanted) <= 0,
            _ => value is IComparable high && high.CompareTo(wanted) >= 0,
        };
    }

    private object? Value(string id, string field)
    {
        for (var at = 0; at < collection.Indexes.Count; at++)
            if (collection.Indexes[at].Field == field)
                return _indexed[id][at];
        throw new ArgumentException($"'{collection.Name}' has no index '{field}'.");
    }
}
