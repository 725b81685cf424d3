using MongoDB.Bson;
using MongoDB.Driver;

namespace Trainyard.Persistence.Documents.Mongo;

/// <summary>A collection in MongoDB.</summary>
internal sealed class MongoDocuments<T>(
    IMongoCollection<BsonDocument> store, DocumentCollection<T> collection, bool isReadOnly) : IDocuments<T>
    where T : class
{
    private static readonly FilterDefinitionBuilder<BsonDocument> Filter = Builders<BsonDocument>.Filter;

    private volatile bool _isReady = isReadOnly;

    public async Task<Stored<T>?> Find(string id, CancellationToken cancellation)
    {
        await Ready(cancellation);
        var found = await store.Find(Filter.Eq("_id", id)).FirstOrDefaultAsync(cancellation);
        return found is null ? null : MongoDocument.Read<T>(found);
    }

    public async Task<bool> TryInsert(T document, CancellationToken cancellation)
    {
        await Ready(cancellation);
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
        await Ready(cancellation);
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

    public async Task<IReadOnlyList<Stored<T>>> Query(DocumentQuery query, CancellationToken cancellation)
    {
        if (query.Limit == 0) return []; // To MongoDB, 0 is no limit.
        var order = new BsonDocument();
        if (query.OrderBy is not null) order[Path(query.OrderBy)] = Direction(query);
        order["_id"] = Direction(query);
        await Ready(cancellation);
        var found = await store.Find(All(query))
            .Sort(order).Skip(query.Skip).Limit(query.Limit).ToListAsync(cancellation);
        return [.. found.Select(MongoDocument.Read<T>)];
    }

    public async Task<long> Count(DocumentQuery query, CancellationToken cancellation)
    {
        await Ready(cancellation);
        return await store.CountDocumentsAsync(All(query), cancellationToken: cancellation);
    }

    public async Task<bool> Delete(string id, CancellationToken cancellation)
    {
        await Ready(cancellation);
        return (await store.DeleteOneAsync(Filter.Eq("_id", id), cancellation)).DeletedCount == 1;
    }

    private static int Direction(DocumentQuery query) => query.Descending ? -1 : 1;

    private static bool IsTaken(MongoWriteException failure) =>
        failure.WriteError?.Category == ServerErrorCategory.DuplicateKey;

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

    // Not in the constructor: a server that is away at start must not keep the service from starting. Twice does no
    // harm.
    private async Task Ready(CancellationToken cancellation)
    {
        if (_isReady) return;
        await MongoIndexes.Ensure(store, collection, cancellation);
        _isReady = true;
    }
}
