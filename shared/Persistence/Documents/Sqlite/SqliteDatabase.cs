using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Trainyard.Persistence.Documents;

/// <summary>
/// Documents in one SQLite file: write-ahead log, every commit flushed to disk. Within a process writes take turns on one
/// connection and reads run beside them; between processes SQLite's own locks do the same.
/// </summary>
/// <param name="path">The file; it and its folder are created.</param>
public sealed class SqliteDatabase(string path) : IDocumentDatabase
{
    private const int Readers = 4;

    private readonly SemaphoreSlim writing = new(1);
    private readonly SemaphoreSlim reading = new(Readers);
    private readonly ConcurrentBag<SqliteLane> idle = [];
    private readonly ConcurrentDictionary<string, object> collections = new(StringComparer.Ordinal);
    private readonly Lazy<SqliteLane> writer = new(() => SqliteLane.OpenForWriting(path));

    /// <inheritdoc/>
    public IDocuments<T> Collection<T>(DocumentCollection<T> collection)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(collection);
        return (IDocuments<T>)collections.GetOrAdd(collection.Name, _ => Create(collection));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await writing.WaitAsync();
        for (var taken = 0; taken < Readers; taken++) await reading.WaitAsync();
        foreach (var lane in idle) lane.Dispose();
        if (writer.IsValueCreated) writer.Value.Dispose();
        writing.Dispose();
        reading.Dispose();
    }

    internal async Task<TResult> Write<TResult>(Func<SqliteLane, TResult> work, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            return work(writer.Value);
        }
        finally
        {
            writing.Release();
        }
    }

    internal async Task<TResult> Read<TResult>(Func<SqliteLane, TResult> work, CancellationToken cancellation)
    {
        await reading.WaitAsync(cancellation);
        try
        {
            if (!idle.TryTake(out var lane)) lane = SqliteLane.OpenForReading(path);
            try
            {
                return work(lane);
            }
            finally
            {
                idle.Add(lane);
            }
        }
        finally
        {
            reading.Release();
        }
    }

    private SqliteDocuments<T> Create<T>(DocumentCollection<T> collection)
        where T : class
    {
        _ = CollectionRules.Check(collection);
        writing.Wait();
        try
        {
            SqliteSchema.Ensure(writer.Value, collection);
            return new SqliteDocuments<T>(this, collection);
        }
        catch (SqliteException failure) when (SqliteLane.IsTaken(failure))
        {
            throw new DuplicateValueException(collection.Name, failure);
        }
        finally
        {
            writing.Release();
        }
    }
}
