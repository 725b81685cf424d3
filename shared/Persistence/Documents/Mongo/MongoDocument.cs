using MongoDB.Bson;
using MongoDB.Driver;

namespace Trainyard.Persistence.Documents.Mongo;

/// <summary>
/// How a document lies in MongoDB: <c>_id</c>, <c>version</c>, <c>index</c> (what queries name), <c>blobs</c> (the
/// digests that it names), <c>shown</c> (what a list shows of it, where it says so) and <c>body</c>.
/// </summary>
internal static class MongoDocument
{
    public const string Blobs = "blobs";
    public const string Shown = "shown";

    public static string Path(string field) => "index." + field;

    public static BsonDocument Write<T>(DocumentCollection<T> collection, T document, long version)
        where T : class
    {
        var indexed = new BsonDocument();
        foreach (var index in collection.Indexes)
        {
            if (IndexValue(index.Value(document)) is { } value) indexed[index.Field] = value;
        }

        var body = DocumentJson.Write(document);
        var written = new BsonDocument
        {
            ["_id"] = CollectionRules.CheckedId(collection, document),
            ["version"] = version,
            ["index"] = indexed,
            [Blobs] = new BsonArray(BlobNames.In(body)),
            ["body"] = BsonJson.ToBson(body),
        };
        if (collection.Row is { } row) written[Shown] = BsonJson.ToBson(DocumentJson.Write(row(document)));
        return written;
    }

    public static TRow Row<TRow>(BsonDocument found, string collection)
        where TRow : class => Read<TRow>(found, Shown, collection);

    /// <summary>Where a document is in a list.</summary>
    public static DocumentCursor Cursor(BsonDocument found, string? orderBy) => new(
        orderBy is null || !found["index"].AsBsonDocument.TryGetValue(orderBy, out var value)
            ? null
            : BsonTypeMapper.MapToDotNetValue(value),
        found["_id"].AsString);

    public static Stored<T> Read<T>(BsonDocument found, string collection)
        where T : class => new(Read<T>(found, "body", collection), found["version"].ToInt64());

    /// <summary>What lies beside the body. A field without a value is not written.</summary>
    public static StoredBeside Beside<T>(DocumentCollection<T> collection, BsonDocument found)
        where T : class
    {
        var indexed = found["index"].AsBsonDocument;
        return new StoredBeside(
            found["_id"].AsString,
            BsonJson.ToJson(found["body"].AsBsonDocument),
            found.TryGetValue(Blobs, out var blobs) ? [.. blobs.AsBsonArray.Select(blob => $"{blob}")] : null,
            found.TryGetValue(Shown, out var shown) && shown is BsonDocument row ? BsonJson.ToJson(row) : null,
            collection.Indexes.ToDictionary(
                index => index.Field,
                index => indexed.TryGetValue(index.Field, out var value)
                    ? BsonTypeMapper.MapToDotNetValue(value)
                    : null,
                StringComparer.Ordinal));
    }

    public static BsonValue? IndexValue(object? value) =>
        CollectionRules.IndexValue(value) is { } plain ? BsonValue.Create(plain) : null;

    public static FilterDefinition<BsonDocument> At(string id, long version) =>
        Builders<BsonDocument>.Filter.Eq("_id", id) & Builders<BsonDocument>.Filter.Eq("version", version);

    private static T Read<T>(BsonDocument found, string field, string collection)
        where T : class =>
        DocumentJson.Read<T>(BsonJson.ToJson(found[field].AsBsonDocument), collection, found["_id"].AsString);
}
