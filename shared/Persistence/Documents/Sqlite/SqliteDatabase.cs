using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Trainyard.Persistence.Documents.Sqlite;

/// <summary>
/// Documents in one SQLite file: write-ahead log, every commit flushed to disk. Within a process writes take turns on
/// one connection, see <see cref="SqliteWrites"/>, and reads run beside them; between processes SQLite's own locks do
/// the same.
/// </summary>
/// <param name="path">The file; it and its folder are created, unless it is only read.</param>
/// <param name="isReadOnly">Whether nothing is written: neither documents, nor tables that are missing.</param>
/// <param name="activity">What is to know of each write; nobody when null.</param>
public sealed class SqliteDatabase(string path, bool isReadOnly = false, StoreActivity? activity = null)
    : IDocumentDatabase
{
    private const int Readers = 4;
    private const int PageSize = 1000;

    private readonly SqliteWrites _writes = new(() => isReadOnly
        ? throw new InvalidOperationException("The store is opened for reading only.")
        : SqliteLane.OpenForWriting(path));
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
    public Task Ping(CancellationToken cancellation) => Task.CompletedTask; // It is part of this process.

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<string>> BlobNames(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!File.Exists(path) || await Read(SqliteWalk.Tables, cancellation) is not { Count: > 0 } tables)
            throw new DatabaseMissingException(path);
        foreach (var table in tables)
        {
            // In pages, so that no long transaction keeps the write-ahead log from being taken in. An update leaves a
            // row its number, and a new row has a higher one.
            for (var (last, isLast) = (0L, false); !isLast;)
            {
                var page = await Read(lane => SqliteWalk.Page(lane, table, last, PageSize), cancellation);
                foreach (var (number, names) in page)
                {
                    last = number;
                    if (names.Count > 0)
                        yield return names;
                }

                isLast = page.Count < PageSize;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        for (var taken = 0; taken < Readers; taken++) await _reading.WaitAsync();
        foreach (var lane in _idle) lane.Dispose();
        _writes.Dispose();
        _reading.Dispose();
    }

    internal async Task<TResult> Write<TResult>(Func<SqliteLane, TResult> work, CancellationToken cancellation)
    {
        activity?.Note();
        try
        {
            return await _writes.Write(work, cancellation);
        }
        catch (Exception failure) when (Note(failure))
        {
            throw;
        }
    }

    internal async Task<TResult> Read<TResult>(Func<SqliteLane, TResult> work, CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            if (!_idle.TryTake(out var lane)) lane = SqliteLane.OpenForReading(path, isReadOnly);
            try
            {
                return work(lane);
            }
            finally
            {
                _idle.Add(lane);
            }
        }
        catch (Exception failure) when (Note(failure))
        {
            throw;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Says which database failed, and tells whoever waits for it that its disk is full; false
    /// always.</summary>
    private bool Note(Exception failure)
    {
        _ = FailedDatabase.Note(failure, path);
        if (FullDisk.Is(failure))
            FullDisk.Meet(path);
        return false;
    }

    private IDocuments<T> Create<T>(DocumentCollection<T> collection)
        where T : class
    {
        _ = CollectionRules.Check(collection);
        try
        {
            return isReadOnly ? ReadOnly(collection) : Made(collection);
        }
        catch (Exception failure) when (Note(failure))
        {
            throw;
        }
    }

    private SqliteDocuments<T> Made<T>(DocumentCollection<T> collection)
        where T : class
    {
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

    private IDocuments<T> ReadOnly<T>(DocumentCollection<T> collection)
        where T : class
    {
        // One that a service has kept anything in has a first page at least.
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
            throw new DatabaseMissingException(path);
        using var lane = SqliteLane.OpenForReading(path, mayBeUnchanging: true);
        return SqliteWalk.Tables(lane).Contains(collection.Name)
            ? new SqliteDocuments<T>(this, collection)
            : new NoDocuments<T>();
    }
}
