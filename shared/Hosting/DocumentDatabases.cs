using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Trainyard.Hosting.Stores;
using Trainyard.Persistence;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Mongo;
using Trainyard.Persistence.Documents.Sqlite;

namespace Trainyard.Hosting;

/// <summary>The databases of this process: each service has its own, in the store that the settings choose.</summary>
public sealed class DocumentDatabases(
    IOptions<DocumentSettings> documents, IOptions<DataSettings> data, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, IDocumentDatabase> _databases = new(StringComparer.Ordinal);

    /// <summary>The database of a service.</summary>
    public IDocumentDatabase Of(string service) => _databases.GetOrAdd(service, Open);

    /// <summary>Where the database of a service is, for people: without what a connection string may hold of
    /// secrets.</summary>
    public string PlaceOf(string service) => documents.Value.Store switch
    {
        DocumentStore.Mongo => $"{documents.Value.DatabasePrefix}{service} on "
            + string.Join(',', MongoDatabase.ServersOf(documents.Value.ConnectionString)),
        DocumentStore.Sqlite => FileOf(service),
        var other => throw new InvalidOperationException($"No place is known for {other}."),
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases.Values)
            await database.DisposeAsync();
    }

    private IDocumentDatabase Open(string service)
    {
        var isReadOnly = documents.Value.ReadOnly;
        if (documents.Value.Store == DocumentStore.Mongo)
        {
            return new MongoDatabase(
                documents.Value.ConnectionString, documents.Value.DatabasePrefix + service, isReadOnly,
                documents.Value.PasswordFile is { } secret ? File.ReadAllText(secret).Trim() : null,
                StoreActivity.Of(time));
        }

        var file = FileOf(service);
        if (!isReadOnly)
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return new SqliteDatabase(file, isReadOnly, StoreActivity.Of(time));
    }

    private string FileOf(string service) =>
        Path.GetFullPath(Path.Combine(YardFolders.OfDocuments(documents.Value, data.Value), service + ".db"));
}
