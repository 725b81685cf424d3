using MongoDB.Bson;
using MongoDB.Driver;

namespace Trainyard.Persistence.Documents.Mongo;

/// <summary>Creates the indexes of a collection, and fills those that were added after documents were.</summary>
internal static class MongoIndexes
{
    private const int IndexNotFound = 27;

    /// <summary>
    /// Safe to run in several processes at once: the index of a field is created last, once its values are there.
    /// </summary>
    public static async Task Ensure<T>(
        IMongoCollection<BsonDocument> store, DocumentCollection<T> collection, CancellationToken cancellation)
        where T : class
    {
        var present = await (await store.Indexes.ListAsync(cancellation)).ToListAsync(cancellation);
        var names = present.Select(index => index["name"].AsString).ToHashSet(StringComparer.Ordinal);
        foreach (var (fields, isUnique) in collection.StoredIndexes)
        {
            if (names.Contains(Name(fields, isUnique))) continue;
            if (fields is [_] && names.Contains(Name(fields, !isUnique)))
                await Drop(store, Name(fields, !isUnique), cancellation);
            else
                await Fill(store, collection, fields, cancellation);
            await Create(store, fields, isUnique, cancellation);
        }
    }

    private static string Name(IReadOnlyList<string> fields, bool isUnique) =>
        string.Join('-', fields) + (isUnique ? "_unique" : "");

    private static async Task Create(
        IMongoCollection<BsonDocument> store, IReadOnlyList<string> fields, bool isUnique,
        CancellationToken cancellation)
    {
        var paths = fields.Select(MongoDocument.Path).Concat(isUnique ? [] : ["_id"]);
        var keys = Builders<BsonDocument>.IndexKeys.Combine(
            paths.Select(path => Builders<BsonDocument>.IndexKeys.Ascending(path)));
        var options = new CreateIndexOptions { Name = Name(fields, isUnique), Unique = isUnique };
        // Without a value the field is left out, and a sparse index takes no notice of the document.
        if (isUnique) options.Sparse = true;
        _ = await store.Indexes.CreateOneAsync(
            new CreateIndexModel<BsonDocument>(keys, options), cancellationToken: cancellation);
    }

    private static async Task Drop(IMongoCollection<BsonDocument> store, string name, CancellationToken cancellation)
    {
        try
        {
            await store.Indexes.DropOneAsync(name, cancellation);
        }
        catch (MongoCommandException failure) when (failure.Code == IndexNotFound)
        {
            // Another process was quicker.
        }
    }

    private static async Task Fill<T>(
        IMongoCollection<BsonDocument> store, DocumentCollection<T> collection, IReadOnlyList<string> fields,
        CancellationToken cancellation)
        where T : class
    {
        foreach (var index in collection.Indexes.Where(index => fields.Contains(index.Field)))
            await Fill(store, collection.Name, index, cancellation);
    }

    private static async Task Fill<T>(
        IMongoCollection<BsonDocument> store, string collection, DocumentIndex<T> index, CancellationToken cancellation)
        where T : class
    {
        var path = MongoDocument.Path(index.Field);
        var without = Builders<BsonDocument>.Filter.Exists(path, false);
        using var cursor = await store.Find(without).ToCursorAsync(cancellation);
        while (await cursor.MoveNextAsync(cancellation))
        {
            foreach (var found in cursor.Current)
            {
                var value = MongoDocument.IndexValue(index.Value(MongoDocument.Read<T>(found, collection).Document));
                if (value is null) continue;
                // A document that was replaced meanwhile has its value from whoever replaced it.
                _ = await store.UpdateOneAsync(
                    MongoDocument.At(found["_id"].AsString, found["version"].AsInt64),
                    Builders<BsonDocument>.Update.Set(path, value),
                    cancellationToken: cancellation);
            }
        }
    }
}
