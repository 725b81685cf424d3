using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Trainyard.Persistence.Documents.Sqlite;

/// <summary>
/// The writes of a process, in turn. A flush to disk costs more than a write, so those that came while the disk was
/// flushed are committed together; each still succeeds or fails alone, and is told only when it is on disk.
/// </summary>
internal sealed class SqliteWrites(Func<SqliteLane> open) : IDisposable
{
    private const int Busy = 5;
    private const int Locked = 6;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentQueue<Pending> _pending = new();
    // Opened anew after a failure: a disk that was full at the start may have room again.
    private readonly Lazy<SqliteLane> _lane = new(open, LazyThreadSafetyMode.PublicationOnly);

    public async Task<TResult> Write<TResult>(Func<SqliteLane, TResult> work, CancellationToken cancellation)
    {
        var write = new Pending<TResult>(work);
        _pending.Enqueue(write);
        try
        {
            await _turn.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (!write.TryTake())
        {
            // Whoever has the turn is writing it already; what is written can't be called cancelled.
            await _turn.WaitAsync(CancellationToken.None);
        }

        try
        {
            if (!write.IsDone)
                Commit(Taken());
        }
        finally
        {
            _turn.Release();
        }

        return write.Result();
    }

    /// <summary>Work on the connection that is no write of a document, with nobody else on it.</summary>
    public T Alone<T>(Func<SqliteLane, T> work)
    {
        _turn.Wait();
        try
        {
            return work(_lane.Value);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits for the write under way, and closes the connection.</summary>
    public void Dispose()
    {
        _turn.Wait();
        if (_lane.IsValueCreated)
            _lane.Value.Dispose();
        _turn.Dispose();
    }

    private List<Pending> Taken()
    {
        var taken = new List<Pending>();
        while (_pending.TryDequeue(out var write))
        {
            if (write.TryTake())
                taken.Add(write);
        }

        return taken;
    }

    private void Commit(List<Pending> writes)
    {
        try
        {
            // One that could not be given up before: within it nothing would be on disk.
            _lane.Value.RollBack();
            if (writes.Count > 1 && TryCommitTogether(writes))
                return;
            foreach (var write in writes)
                write.Run(_lane.Value);
        }
        catch (Exception failure)
        {
            // No connection, or one that can't give up a transaction: whoever waits for one of these must learn of it.
            foreach (var write in writes)
                write.Fail(failure);
        }
    }

    private bool TryCommitTogether(List<Pending> writes)
    {
        var lane = _lane.Value;
        try
        {
            lane.Statement("BEGIN IMMEDIATE").ExecuteNonQuery();
            if (writes.TrueForAll(write => write.TryRun(lane)))
            {
                lane.Statement("COMMIT").ExecuteNonQuery();
                writes.ForEach(write => write.End());
                return true;
            }
        }
        catch (SqliteException away) when (away.SqliteErrorCode is Busy or Locked)
        {
            // Somebody else holds the file: tried alone, each would wait as long again.
            lane.RollBack();
            writes.ForEach(write => write.Fail(away));
            return true;
        }
        catch (SqliteException)
        {
            // Such as a disk that is full: tried alone, each write learns of it for itself.
        }

        lane.RollBack();
        return false;
    }

    /// <summary>A write that waits for its turn.</summary>
    private abstract class Pending
    {
        private int _taken;

        public bool IsDone { get; protected set; }

        /// <summary>True once: for whoever writes it, or for whoever gives it up.</summary>
        public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

        /// <summary>Runs it within a transaction; false when the transaction is to be given up.</summary>
        public abstract bool TryRun(SqliteLane lane);

        /// <summary>Runs it alone, to its end.</summary>
        public abstract void Run(SqliteLane lane);

        /// <summary>What was run is on disk.</summary>
        public void End() => IsDone = true;

        /// <summary>Ends it with a failure that is none of its own, unless it came to its end before.</summary>
        public abstract void Fail(Exception failure);
    }

    private sealed class Pending<TResult>(Func<SqliteLane, TResult> work) : Pending
    {
        private TResult _result = default!;
        private Exception? _failure;

        public override bool TryRun(SqliteLane lane)
        {
            Attempt(lane);
            return _failure is null or DuplicateValueException;
        }

        public override void Run(SqliteLane lane)
        {
            Attempt(lane);
            IsDone = true;
        }

        public override void Fail(Exception failure)
        {
            if (IsDone)
                return;
            _failure = failure;
            IsDone = true;
        }

        public TResult Result()
        {
            if (_failure is not null)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
            return _result;
        }

        private void Attempt(SqliteLane lane)
        {
            _failure = null;
            try
            {
                _result = work(lane);
            }
            catch (Exception exception)
            {
                _failure = exception;
            }
        }
    }
}
