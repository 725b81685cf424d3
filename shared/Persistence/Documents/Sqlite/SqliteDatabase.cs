using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Trainyard.Persistence.Documents;

/// <summary>
/// Documents in one SQLite file: write-ahead log, every commit flushed to disk. Within a process writes take turns on
/// one connection, see <see cref="SqliteWrites"/>, and reads run beside them; between processes SQLite's own locks do
/// the same.
/// </summary>
/// <param name="path">The file; it and its folder are created.</param>
public sealed class SqliteDatabase(string path) : IDocumentDatabase
{
    private const int Readers = 4;

    private readonly SqliteWrites _writes = new(() => SqliteLane.OpenForWriting(path));
    private readonly SemaphoreSlim _reading = new(Readers);
    private readonly ConcurrentBag<SqliteLane> _idle = [];
    private readonly ConcurrentDictionary<string, object> _collections = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IDocuments<T> Collection<T>(DocumentCollection<T> collection)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(collection);
        return (IDocuments<T>)_collections.GetOrAdd(collection.Name, _ => Create(collection));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        for (var taken = 0; taken < Readers; taken++) await _reading.WaitAsync();
        foreach (var lane in _idle) lane.Dispose();
        _writes.Dispose();
        _reading.Dispose();
    }

    internal Task<TResult> Write<TResult>(Func<SqliteLane, TResult> work, CancellationToken cancellation) =>
        _writes.Write(work, cancellation);

    internal async Task<TResult> Read<TResult>(Func<SqliteLane, TResult> work, CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            if (!_idle.TryTake(out var lane)) lane = SqliteLane.OpenForReading(path);
            try
            {
                return work(lane);
            }
            finally
            {
                _idle.Add(lane);
            }
        }
        finally
        {
            _reading.Release();
        }
    }

    private SqliteDocuments<T> Create<T>(DocumentCollection<T> collection)
        where T : class
    {
        _ = CollectionRules.Check(collection);
        try
        {
            return _writes.Alone(lane =>
            {
                SqliteSchema.Ensure(lane, collection);
                return new SqliteDocuments<T>(this, collection);
            });
        }
        catch (SqliteException failure) when (SqliteLane.IsTaken(failure))
        {
            throw new DuplicateValueException(collection.Name, failure);
        }
    }
}
