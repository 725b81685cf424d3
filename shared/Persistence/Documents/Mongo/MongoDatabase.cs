using System.Collections.Concurrent;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Serializers;
using MongoDB.Driver;

namespace Trainyard.Persistence.Documents;

/// <summary>
/// Documents in MongoDB or a service that speaks its protocol. Writes are acknowledged by a majority and journaled;
/// reads ask the primary; only single documents change, so a standalone server does as well.
/// </summary>
public sealed class MongoDatabase : IDocumentDatabase
{
    private readonly MongoClient _client;
    private readonly IMongoDatabase _database;
    private readonly ConcurrentDictionary<string, object> _collections = new(StringComparer.Ordinal);

    static MongoDatabase() => BsonSerializer.TryRegisterSerializer(new GuidSerializer(GuidRepresentation.Standard));

    /// <summary>Connects when first used.</summary>
    /// <param name="connectionString">As MongoDB writes it: <c>mongodb://host:27017</c>.</param>
    /// <param name="name">The name of the database, one for each service.</param>
    public MongoDatabase(string connectionString, string name)
    {
        var settings = MongoClientSettings.FromConnectionString(connectionString);
        settings.WriteConcern = WriteConcern.WMajority.With(journal: true);
        settings.ReadPreference = ReadPreference.Primary;
        settings.ReadConcern = ReadConcern.Default;
        _client = new MongoClient(settings);
        _database = _client.GetDatabase(name);
    }

    /// <inheritdoc/>
    public IDocuments<T> Collection<T>(DocumentCollection<T> collection)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(collection);
        return (IDocuments<T>)_collections.GetOrAdd(
            collection.Name,
            name => new MongoDocuments<T>(
                _database.GetCollection<BsonDocument>(name), CollectionRules.Check(collection)));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
