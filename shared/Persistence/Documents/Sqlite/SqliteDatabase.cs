using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Trainyard.Persistence.Documents;

/// <summary>
/// Documents in one SQLite file: write-ahead log, every commit flushed to disk. Within a process writes take turns on
/// one connection and reads run beside them; between processes SQLite's own locks do the same.
/// </summary>
/// <param name="path">The file; it and its folder are created.</param>
public sealed class SqliteDatabase(string path) : IDocumentDatabase
{
    private const int Readers = 4;

    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _reading = new(Readers);
    private readonly ConcurrentBag<SqliteLane> _idle = [];
    private readonly ConcurrentDictionary<string, object> _collections = new(StringComparer.Ordinal);
    private readonly Lazy<SqliteLane> _writer = new(() => SqliteLane.OpenForWriting(path));

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
        await _writing.WaitAsync();
        for (var taken = 0; taken < Readers; taken++) await _reading.WaitAsync();
        foreach (var lane in _idle) lane.Dispose();
        if (_writer.IsValueCreated) _writer.Value.Dispose();
        _writing.Dispose();
        _reading.Dispose();
    }

    internal async Task<TResult> Write<TResult>(Func<SqliteLane, TResult> work, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            return work(_writer.Value);
        }
        finally
        {
            _writing.Release();
        }
    }

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
        _writing.Wait();
        try
        {
            SqliteSchema.Ensure(_writer.Value, collection);
            return new SqliteDocuments<T>(this, collection);
        }
        catch (SqliteException failure) when (SqliteLane.IsTaken(failure))
        {
            throw new DuplicateValueException(collection.Name, failure);
        }
        finally
        {
            _writing.Release();
        }
    }
}
