using System.Runtime.CompilerServices;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Trainyard.Persistence.Documents.Mongo;

/// <summary>A collection in MongoDB.</summary>
internal sealed class MongoDocuments<T>(
    IMongoCollection<BsonDocument> store, DocumentCollection<T> collection, bool isReadOnly,
    StoreActivity? activity) : IDocuments<T>, IStoredBeside
    where T : class
{
    private static readonly FilterDefinitionBuilder<BsonDocument> Filter = Builders<BsonDocument>.Filter;

    private volatile bool _isReady = isReadOnly;

    public async Task<Stored<T>?> Find(string id, CancellationToken cancellation)
    {
        await Ready(cancellation);
        var found = await store.Find(Filter.Eq("_id", id)).FirstOrDefaultAsync(cancellation);
        return found is null ? null : MongoDocument.Read<T>(found, collection.Name);
    }

    public async Task<bool> TryInsert(T document, CancellationToken cancellation)
    {
        await ReadyToWrite(cancellation);
        try
        {
            await store.InsertOneAsync(MongoDocument.Write(collection, document, 1), null, cancellation);
            return true;
        }
        catch (MongoWriteException failure) when (IsTaken(failure))
        {
            return false;
        }
    }

    public async Task<bool> TryReplace(T document, long version, CancellationToken cancellation)
    {
        await ReadyToWrite(cancellation);
        var written = MongoDocument.Write(collection, document, version + 1);
        try
        {
            var at = MongoDocument.At(written["_id"].AsString, version);
            return (await store.ReplaceOneAsync(at, written, cancellationToken: cancellation)).MatchedCount == 1;
        }
        catch (MongoWriteException failure) when (IsTaken(failure))
        {
            throw new DuplicateValueException(collection.Name, failure);
        }
    }

    public async Task<IReadOnlyList<Stored<T>>> Query(DocumentQuery query, CancellationToken cancellation) =>
    [
        .. (await Listed(query, all => all, cancellation)).Select(found =>
            MongoDocument.Read<T>(found, collection.Name) with { Cursor = MongoDocument.Cursor(found, query.OrderBy) }),
    ];

    public async Task<IReadOnlyList<Listed<TRow>>> Rows<TRow>(DocumentQuery query, CancellationToken cancellation)
        where TRow : class
    {
        _ = CollectionRules.CheckedRow(collection);
        var shown = Builders<BsonDocument>.Projection.Include(MongoDocument.Shown).Include("index");
        var rows = new List<Listed<TRow>>();
        foreach (var found in await Listed(query, all => all.Project(shown), cancellation))
        {
            // One that an earlier version wrote says itself what is shown of it.
            var row = found.Contains(MongoDocument.Shown)
                ? MongoDocument.Row<TRow>(found, collection.Name)
                : (TRow?)((await Find(found["_id"].AsString, cancellation)) is { } whole
                    ? collection.Row!(whole.Document)
                    : null);
            if (row is not null) rows.Add(new(row, MongoDocument.Cursor(found, query.OrderBy)));
        }

        return rows;
    }

    public async Task<long> Count(DocumentQuery query, CancellationToken cancellation)
    {
        await Ready(cancellation);
        return await store.CountDocumentsAsync(All(query), cancellationToken: cancellation);
    }

    public async Task<bool> Delete(string id, CancellationToken cancellation)
    {
        await ReadyToWrite(cancellation);
        return (await store.DeleteOneAsync(Filter.Eq("_id", id), cancellation)).DeletedCount == 1;
    }

    public async Task<bool> TryDelete(string id, long version, CancellationToken cancellation)
    {
        await ReadyToWrite(cancellation);
        return (await store.DeleteOneAsync(MongoDocument.At(id, version), cancellation)).DeletedCount == 1;
    }

    public async IAsyncEnumerable<StoredLie> Lies(
        bool ofBlobs, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!ofBlobs && collection is { Row: null, Indexes.Count: 0 })
            yield break;
        using var found = await store.Find(Filter.Empty).Sort(new BsonDocument("_id", 1)).ToCursorAsync(cancellation);
        while (await found.MoveNextAsync(cancellation))
        {
            foreach (var document in found.Current)
            {
                var stored = MongoDocument.Beside(collection, document);
                if ((ofBlobs ? stored.LieOfBlobs(collection.Name) : stored.LieIn(collection)) is { } lie)
                    yield return lie;
            }
        }
    }

    private static int Direction(DocumentQuery query) => query.Descending ? -1 : 1;

    private static bool IsTaken(MongoWriteException failure) =>
        failure.WriteError?.Category == ServerErrorCategory.DuplicateKey;

    private async Task<IReadOnlyList<BsonDocument>> Listed(
        DocumentQuery query,
        Func<IFindFluent<BsonDocument, BsonDocument>, IFindFluent<BsonDocument, BsonDocument>> what,
        CancellationToken cancellation)
    {
        if (query.Limit == 0) return []; // To MongoDB, 0 is no limit.
        var order = new BsonDocument();
        if (query.OrderBy is not null) order[Path(query.OrderBy)] = Direction(query);
        order["_id"] = Direction(query);
        await Ready(cancellation);
        var wanted = query.After is { } after ? All(query) & Beyond(query, after) : All(query);
        return await what(store.Find(wanted).Sort(order)).Skip(query.Skip).Limit(query.Limit).ToListAsync(cancellation);
    }

    /// <summary>What comes after a cursor. To MongoDB, too, what has no value is below all that has one.</summary>
    private FilterDefinition<BsonDocument> Beyond(DocumentQuery query, DocumentCursor after)
    {
        var id = Away("_id", after.Id);
        if (query.OrderBy is null) return id;
        var path = Path(query.OrderBy);
        if (MongoDocument.IndexValue(after.Value) is { } value)
            return Away(path, value) | (Filter.Eq(path, value) & id);
        var same = Filter.Eq(path, BsonNull.Value) & id;
        return query.Descending ? same : same | Filter.Ne(path, BsonNull.Value);

        FilterDefinition<BsonDocument> Away(string field, BsonValue from) =>
            query.Descending ? Filter.Lt(field, from) : Filter.Gt(field, from);
    }

    private string Path(string field) => MongoDocument.Path(CollectionRules.CheckedField(collection, field));

    private FilterDefinition<BsonDocument> All(DocumentQuery query) =>
        query.Where.Select(Condition).Aggregate(Filter.Empty, (all, one) => all & one);

    private FilterDefinition<BsonDocument> Condition(DocumentCondition condition)
    {
        var value = MongoDocument.IndexValue(condition.Value) ?? BsonNull.Value;
        return condition.Comparison switch
        {
            Comparison.Equal => Filter.Eq(Path(condition.Field), value),
            Comparison.AtMost => Filter.Lte(Path(condition.Field), value),
            Comparison.AtLeast => Filter.Gte(Path(condition.Field), value),
            var other => throw new InvalidOperationException($"No filter is known for {other}."),
        };
    }

    private Task ReadyToWrite(CancellationToken cancellation)
    {
        activity?.Note();
        return Ready(cancellation);
    }

    // Not in the constructor: a server that is away at start must not keep the service from starting. Twice does no
    // harm.
    private async Task Ready(CancellationToken cancellation)
    {
        if (_isReady) return;
        await MongoIndexes.Ensure(store, collection, cancellation);
        _isReady = true;
    }
}
