using Trainyard.Persistence.Documents;

namespace Trainyard.Cluster.Tests.Chaos.Schedules;

/// <summary>Documents in memory, as JSON like everywhere: thousands of runs are played in seconds. For one thread at a
/// time.</summary>
internal sealed class MemoryDocuments<T>(DocumentCollection<T> collection) : IDocuments<T>
    where T : class
{
    private readonly Dictionary<string, (byte[] Json, long Version)> _stored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object?[]> _indexed = new(StringComparer.Ordinal);

    public IEnumerable<T> All => _stored.Values.Select(stored => DocumentJson.Read<T>(stored.Json));

    public void Clear()
    {
        _stored.Clear();
        _indexed.Clear();
    }

    public Task<Stored<T>?> Find(string id, CancellationToken cancellation = default) =>
        Task.FromResult(_stored.ContainsKey(id) ? Read(id) : null);

    public Task<bool> TryInsert(T document, CancellationToken cancellation = default)
    {
        var id = CollectionRules.CheckedId(collection, document);
        if (_stored.ContainsKey(id) || IsTaken(id, document))
            return Task.FromResult(false);
        Write(id, document, version: 1);
        return Task.FromResult(true);
    }

    public Task<bool> TryReplace(T document, long version, CancellationToken cancellation = default)
    {
        var id = CollectionRules.CheckedId(collection, document);
        if (!_stored.TryGetValue(id, out var stored) || stored.Version != version)
            return Task.FromResult(false);
        if (IsTaken(id, document))
            throw new DuplicateValueException(collection.Name, new InvalidOperationException("taken"));
        Write(id, document, version + 1);
        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<Stored<T>>> Query(DocumentQuery query, CancellationToken cancellation = default)
    {
        var found = Found(query);
        var sorted = query.OrderBy is { } field
            ? found.OrderBy(id => Value(id, field) as IComparable).ThenBy(id => id, StringComparer.Ordinal)
            : found.Order(StringComparer.Ordinal);
        var all = (query.Descending ? sorted.Reverse() : sorted).ToList();
        var begin = query.After is { } after ? all.IndexOf(after.Id) + 1 : 0;
        var page = all.Skip(begin + query.Skip).Take(query.Limit);
        return Task.FromResult<IReadOnlyList<Stored<T>>>([.. page.Select(id => Read(id) with
        {
            Cursor = new DocumentCursor(query.OrderBy is { } order ? Value(id, order) : null, id),
        })]);
    }

    public async Task<IReadOnlyList<Listed<TRow>>> Rows<TRow>(
        DocumentQuery query, CancellationToken cancellation = default)
        where TRow : class =>
        [.. (await Query(query, cancellation)).Select(found => new Listed<TRow>(
            (TRow)collection.Row!(found.Document), found.Cursor!))];

    public Task<long> Count(DocumentQuery query, CancellationToken cancellation = default) =>
        Task.FromResult((long)Found(query).Count());

    public Task<bool> Delete(string id, CancellationToken cancellation = default) =>
        Task.FromResult(_stored.Remove(id) & _indexed.Remove(id));

    public Task<bool> TryDelete(string id, long version, CancellationToken cancellation = default) =>
        _stored.TryGetValue(id, out var stored) && stored.Version == version
            ? Delete(id, cancellation)
            : Task.FromResult(false);

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
