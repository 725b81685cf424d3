using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Trainyard.Persistence.Documents.Sqlite;

/// <summary>One connection and the statements that were prepared on it. Used by one caller at a time.</summary>
internal sealed class SqliteLane : IDisposable
{
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int CantOpen = 14;
    private const int Constraint = 19;
    private const int ConstraintPrimaryKey = 1555;
    private const int ConstraintUnique = 2067;

    /// <summary>EROFS of Linux.</summary>
    private const int ReadOnlyFileSystem = 30;

    /// <summary>How long a writer waits for another: longer than any write takes, and no longer than others wait for
    /// whoever waits here. What fails then is tried again by whoever can wait.</summary>
    private const int BusySeconds = 5;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    private SqliteLane(string path, SqliteOpenMode mode)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = BusySeconds,
        }.ToString());
        _connection.Open();
        // SQLite waits in steps of milliseconds; without this the provider sleeps 150 ms at each conflict of two
        // processes.
        Run($"PRAGMA busy_timeout = {BusySeconds * 1000}");
    }

    /// <param name="path">The file.</param>
    /// <param name="mayBeUnchanging">Whether it may be read as one that nobody changes, where its folder can't be
    /// written: for one who only looks, and soon ends.</param>
    public static SqliteLane OpenForReading(string path, bool mayBeUnchanging)
    {
        // Not opened as read only: a log that a killed process left must be taken in first.
        SqliteLane? lane = null;
        try
        {
            lane = new SqliteLane(path, SqliteOpenMode.ReadWrite);
            lane.Run("PRAGMA query_only = 1");
            // Asks for the files beside it, which can't be made in a folder that is only read.
            _ = lane.Text("SELECT name FROM sqlite_schema LIMIT 1");
            return lane;
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is ReadOnly or IoError or CantOpen)
        {
            lane?.Dispose();
            if (!mayBeUnchanging || !File.Exists(path) || IsWritable(Path.GetDirectoryName(Path.GetFullPath(path))!))
                throw;
        }
        catch
        {
            lane?.Dispose();
            throw;
        }

        // Nobody here can be writing there, so it is read without a lock, and without the log.
        return new FileInfo(path + "-wal") is { Exists: true, Length: > 0 }
            ? throw new ReadOnlyFolderException(Path.GetFullPath(path))
            : new SqliteLane(Unchanging(path), SqliteOpenMode.ReadOnly);
    }

    /// <summary>The file as one that nobody changes, for SQLite: https://sqlite.org/uri.html.</summary>
    private static string Unchanging(string path) =>
        $"file:{string.Join('/', Path.GetFullPath(path).Split('/').Select(Uri.EscapeDataString))}?immutable=1";

    /// <summary>Whether files can be made in a folder, or can't for another reason than that it is read-only: rights
    /// alone don't say it.</summary>
    private static bool IsWritable(string folder)
    {
        try
        {
            using var probe = new FileStream(
                Path.Combine(folder, $"probe-{Guid.NewGuid():n}"), FileMode.CreateNew, FileAccess.Write, FileShare.None,
                bufferSize: 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException failure)
        {
            // Where the disk is full or fails, SQLite's own error says what is to be done.
            return failure.HResult is not ReadOnlyFileSystem;
        }
    }

    public static SqliteLane OpenForWriting(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        var lane = new SqliteLane(path, SqliteOpenMode.ReadWriteCreate);
        // Changing the mode needs the file alone, and is refused at once while another process does the same.
        if (lane.Text("PRAGMA journal_mode") != "wal") lane.Run("PRAGMA journal_mode = WAL");
        lane.Run("PRAGMA synchronous = FULL");
        return lane;
    }

    public static bool IsTaken(SqliteException failure) =>
        failure.SqliteErrorCode == Constraint
        && failure.SqliteExtendedErrorCode is ConstraintPrimaryKey or ConstraintUnique;

    /// <summary>The statement, prepared once, with values for its parameters in order.</summary>
    public SqliteCommand Statement(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var at = 0; at < values.Length; at++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${at + 1}" });
            _prepared.Add(sql, command);
        }

        for (var at = 0; at < values.Length; at++) command.Parameters[at].Value = values[at] ?? DBNull.Value;
        return command;
    }

    /// <summary>Runs a statement that is not worth keeping.</summary>
    public int Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    /// <summary>Gives up the transaction, if there is one still: some failures, such as a full disk, end it by
    /// themselves.</summary>
    public void RollBack()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            Run("ROLLBACK");
    }

    public string? Text(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _connection.Dispose();
    }
}
