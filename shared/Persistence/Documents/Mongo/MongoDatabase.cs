using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Serializers;
using MongoDB.Driver;

namespace Trainyard.Persistence.Documents.Mongo;

/// <summary>
/// Documents in MongoDB or a service that speaks its protocol. Writes are acknowledged by a majority and journaled;
/// reads ask the primary; only single documents change, so a standalone server does as well.
/// </summary>
public sealed class MongoDatabase : IDocumentDatabase
{
    /// <summary>How long a server is looked for, unless the connection string says so.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly MongoClient _client;
    private readonly IMongoDatabase _database;
    private readonly bool _isReadOnly;
    private readonly StoreActivity? _activity;
    private readonly ConcurrentDictionary<string, object> _collections = new(StringComparer.Ordinal);

    static MongoDatabase() => BsonSerializer.TryRegisterSerializer(new GuidSerializer(GuidRepresentation.Standard));

    /// <summary>Connects when first used.</summary>
    /// <param name="connectionString">As MongoDB writes it: <c>mongodb://host:27017</c>.</param>
    /// <param name="name">The name of the database, one for each service.</param>
    /// <param name="isReadOnly">Whether no index is made that is missing: for looking at what is there.</param>
    /// <param name="password">The password of the user whom the connection string names; that of the string when
    /// null.</param>
    /// <param name="activity">What is to know of each write; nobody when null.</param>
    public MongoDatabase(
        string connectionString, string name, bool isReadOnly = false, string? password = null,
        StoreActivity? activity = null)
    {
        _activity = activity;
        _isReadOnly = isReadOnly;
        var url = new MongoUrlBuilder(connectionString);
        if (password is not null)
            url.Password = password;
        var settings = MongoClientSettings.FromUrl(url.ToMongoUrl());
        settings.WriteConcern = WriteConcern.WMajority.With(journal: true);
        settings.ReadPreference = ReadPreference.Primary;
        settings.ReadConcern = ReadConcern.Default;
        // Whoever can wait asks again, and all others learn soon that no server is there.
        if (settings.ServerSelectionTimeout == MongoDefaults.ServerSelectionTimeout)
            settings.ServerSelectionTimeout = Timeout;
        _client = new MongoClient(settings);
        _database = _client.GetDatabase(name);
    }

    /// <summary>The servers that a connection string names, for people.</summary>
    public static IReadOnlyList<string> ServersOf(string connectionString) =>
        [.. MongoUrl.Create(connectionString).Servers.Select(server => server.ToString())];

    /// <inheritdoc/>
    public IDocuments<T> Collection<T>(DocumentCollection<T> collection)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(collection);
        return (IDocuments<T>)_collections.GetOrAdd(
            collection.Name,
            name => new MongoDocuments<T>(
                _database.GetCollection<BsonDocument>(name), CollectionRules.Check(collection), _isReadOnly,
                _activity));
    }

    /// <inheritdoc/>
    public Task Ping(CancellationToken cancellation) =>
        _database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), cancellationToken: cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<string>> BlobNames(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var names = await (await _database.ListCollectionNamesAsync(cancellationToken: cancellation))
            .ToListAsync(cancellation);
        if (names.Count == 0)
            throw new DatabaseMissingException(_database.DatabaseNamespace.DatabaseName);
        foreach (var name in names.Where(name => !name.StartsWith("system.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            var store = _database.GetCollection<BsonDocument>(name);
            // By id, so that a document that is changed meanwhile, and moved, is neither missed nor seen twice.
            using var found = await store.Find(FilterDefinition<BsonDocument>.Empty)
                .Project(Builders<BsonDocument>.Projection.Include(MongoDocument.Blobs))
                .Sort(new BsonDocument("_id", 1)).ToCursorAsync(cancellation);
            while (await found.MoveNextAsync(cancellation))
            {
                foreach (var document in found.Current)
                {
                    if (await Names(store, document, cancellation) is { Count: > 0 } blobs)
                        yield return blobs;
                }
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Where they are not written beside a document yet, by an earlier version, it says them itself.</summary>
    private static async Task<IReadOnlyList<string>> Names(
        IMongoCollection<BsonDocument> store, BsonDocument document, CancellationToken cancellation)
    {
        if (document.TryGetValue(MongoDocument.Blobs, out var blobs))
            return [.. blobs.AsBsonArray.Select(blob => blob.AsString)];
        var whole = await store.Find(Builders<BsonDocument>.Filter.Eq("_id", document["_id"]))
            .FirstOrDefaultAsync(cancellation);
        return whole is null ? [] : Documents.BlobNames.In(BsonJson.ToJson(whole["body"].AsBsonDocument));
    }
}
