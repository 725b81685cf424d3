using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Trainyard.Hosting.Stores;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Mongo;
using Trainyard.Persistence.Documents.Sqlite;

namespace Trainyard.Hosting;

/// <summary>The databases of this process: each service has its own, in the store that the settings choose.</summary>
public sealed class DocumentDatabases(IOptions<DocumentSettings> documents, IOptions<DataSettings> data)
    : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, IDocumentDatabase> _databases = new(StringComparer.Ordinal);

    /// <summary>The database of a service.</summary>
    public IDocumentDatabase Of(string service) => _databases.GetOrAdd(service, Open);

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
                documents.Value.ConnectionString, documents.Value.DatabasePrefix + service, isReadOnly);
        }

        var folder = YardFolders.OfDocuments(documents.Value, data.Value);
        if (!isReadOnly)
            Directory.CreateDirectory(folder);
        return new SqliteDatabase(Path.Combine(folder, service + ".db"), isReadOnly);
    }
}
