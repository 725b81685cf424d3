using MongoDB.Bson;
using MongoDB.Driver;

namespace Trainyard.Persistence.Documents.Mongo;

/// <summary>
/// How a document lies in MongoDB: <c>_id</c>, <c>version</c>, <c>index</c> (what queries name) and <c>body</c>.
/// </summary>
internal static class MongoDocument
{
    public static string Path(string field) => "index." + field;

    public static BsonDocument Write<T>(DocumentCollection<T> collection, T document, long version)
        where T : class
    {
        var indexed = new BsonDocument();
        foreach (var index in collection.Indexes)
        {
            if (IndexValue(index.Value(document)) is { } value) indexed[index.Field] = value;
        }

        return new BsonDocument
        {
            ["_id"] = CollectionRules.CheckedId(collection, document),
            ["version"] = version,
            ["index"] = indexed,
            ["body"] = BsonJson.ToBson(DocumentJson.Write(document)),
        };
    }

    public static Stored<T> Read<T>(BsonDocument found)
        where T : class =>
        new(DocumentJson.Read<T>(BsonJson.ToJson(found["body"].AsBsonDocument)), found["version"].ToInt64());

    public static BsonValue? IndexValue(object? value) =>
        CollectionRules.IndexValue(value) is { } plain ? BsonValue.Create(plain) : null;

    public static FilterDefinition<BsonDocument> At(string id, long version) =>
        Builders<BsonDocument>.Filter.Eq("_id", id) & Builders<BsonDocument>.Filter.Eq("version", version);
}
