using Microsoft.Extensions.Options;
using Trainyard.Artifacts;
using Trainyard.Hosting;
using Trainyard.Hosting.Stores;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Sqlite;

namespace Trainyard.Support;

/// <summary>Real stores in a folder of their own, which goes with the test.</summary>
public sealed class TestYard : IAsyncDisposable
{
    private readonly List<IDocumentDatabase> _databases = [];
    private readonly FolderArtifactStore _artifacts;

    public TestYard()
    {
        Folder = Directory.CreateTempSubdirectory("trainyard-test-").FullName;
        _artifacts = new FolderArtifactStore(new ArtifactSettings { Folder = Path.Combine(Folder, "artifacts") });
        var data = new DataSettings { Folder = Path.Combine(Folder, "data") };
        Keys = new KeyFolder(Options.Create(new KeySettings()), Options.Create(data));
        Trust = new TrustFolder(Options.Create(new KeySettings()), Options.Create(data));
    }

    public string Folder { get; }

    public IArtifactStore Artifacts => _artifacts;

    public KeyFolder Keys { get; }

    public TrustFolder Trust { get; }

    /// <summary>A connection to the database of the service; each is like one of another process.</summary>
    public IDocuments<T> Documents<T>(DocumentCollection<T> collection)
        where T : class
    {
        var database = new SqliteDatabase(Path.Combine(Folder, "service.db"));
        _databases.Add(database);
        return database.Collection(collection);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases) await database.DisposeAsync();
        _artifacts.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
