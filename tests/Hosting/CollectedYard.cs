using Trainyard.Artifacts;
using Trainyard.Contracts;
using Trainyard.Hosting.CollectBlobs;
using Trainyard.Hosting.Stores;
using Trainyard.Persistence.Documents;
using Trainyard.Persistence.Documents.Sqlite;

namespace Trainyard.Hosting.Tests;

/// <summary>Blobs and two databases in a folder, and a collector over them.</summary>
internal sealed class CollectedYard : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("collected-").FullName;
    private readonly SqliteDatabase[] _databases;
    private readonly ArtifactSettings _settings;

    public CollectedYard()
    {
        _databases = [new SqliteDatabase(PathOf("one")), new SqliteDatabase(PathOf("two"))];
        foreach (var database in _databases) _ = database.Collection(Note.Collection);
        _settings = new ArtifactSettings { Folder = Path.Combine(_folder, "artifacts") };
        Store = new FolderArtifactStore(_settings);
        Blobs = new BlobFolder(_settings);
        Collector = Over(() => _databases);
    }

    public FolderArtifactStore Store { get; }

    public BlobFolder Blobs { get; }

    public BlobCollector Collector { get; }

    /// <summary>A collector over other databases.</summary>
    public BlobCollector Over(Func<IEnumerable<IDocumentDatabase>> databases) => new(
        Blobs, databases, _ => Task.CompletedTask, new BlobSettings { Grace = Grace }, TimeProvider.System);

    public IReadOnlyList<string> Digests => [.. Blobs.All().Select(blob => blob.Digest).Order()];

    public IDocuments<Note> Notes(int database = 0) => _databases[database].Collection(Note.Collection);

    public string PathOf(string database) => Path.Combine(_folder, database + ".db");

    public string PlaceOf(string digest) => Path.Combine(_folder, "artifacts", "sha256", digest[..2], digest);

    public async Task<ArtifactReference> Put(string text, bool isOld = true)
    {
        var blob = await Store.Put(System.Text.Encoding.UTF8.GetBytes(text), "text/plain", "note/1");
        if (isOld) Age(blob.Sha256);
        return blob;
    }

    /// <summary>Makes a blob older than the grace time, if it is there.</summary>
    public void Age(string digest)
    {
        try
        {
            File.SetLastWriteTimeUtc(PlaceOf(digest), TimeProvider.System.GetUtcNow().UtcDateTime - (2 * Grace));
        }
        catch (FileNotFoundException)
        {
            // It was removed, as it may be.
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases) await database.DisposeAsync();
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

internal sealed record Note(string Id, ArtifactReference? Blob, string? Text = null, byte[]? Bytes = null)
{
    public static DocumentCollection<Note> Collection { get; } = new() { Name = "notes", Id = note => note.Id };
}
